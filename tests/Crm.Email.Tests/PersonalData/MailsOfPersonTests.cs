using System.IO.Compression;
using System.Net;
using Crm.Kernel.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.PersonalData;

/// <summary>The mails of a person are handed out, follow them into a merge, and go with them.</summary>
public sealed class MailsOfPersonTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Mails_are_handed_out_and_of_an_erased_person_none_is_left(string database)
    {
        var tenant = await EmailTenant.StartAsync(database);
        var (person, other) = (await tenant.PersonAsync("Zerlinda", "Kanarien"), await tenant.PersonAsync("Odile", "Martin"));
        var own = Letters.One("zerlinda@example.org", "Zerlinda Kanarien") with { PersonId = person };
        var names = Letters.One("odile@example.org", "Odile", html: "<p>Bonjour, <b>Zerlinda</b> Kanarien vous embrasse.</p>") with { PersonId = other };
        var theirs = Letters.One("odile@example.org", "Odile") with { PersonId = other };
        foreach (var letter in new[] { own, names, theirs })
        {
            await tenant.HandOverAsync(letter);
        }

        using (var exported = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/people/{person}/personal-data"))
        {
            using var zip = new ZipArchive(await exported.Content.ReadAsStreamAsync());
            var mail = Assert.Single(zip.Entries, entry => entry.FullName.EndsWith(".eml", StringComparison.Ordinal));
            Assert.Contains(own.MessageId, mail.FullName);
        }

        await EraseAsync(tenant, person, "Zerlinda Kanarien");

        Assert.Equal([theirs.MessageId], (await tenant.KeptAsync()).Select(mail => mail.MessageId));
    }

    [Fact]
    public async Task Mails_follow_a_person_who_was_merged_and_stay_theirs_when_that_is_undone()
    {
        var tenant = await EmailTenant.SharedAsync();
        var (kept, gone) = (await tenant.PersonAsync("Ada", "Keller"), await tenant.PersonAsync("Ada", "Keler"));
        var letter = Letters.One() with { PersonId = gone };
        await tenant.HandOverAsync(letter);
        using (var merged = await tenant.Admin.SubmitAsync($"/admin/people/merge?keep={kept}&gone={gone}", [new("Keep", kept), new("Gone", gone)], "/admin/people/merge?handler=Merge"))
        {
            Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);
        }

        Assert.Contains($"/admin/people/{kept}\"", await tenant.Admin.ReadAsync($"/admin/mailbox/{letter.MessageId}"));
        using (var exported = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/people/{kept}/personal-data"))
        {
            using var zip = new ZipArchive(await exported.Content.ReadAsStreamAsync());
            Assert.Single(zip.Entries, entry => entry.FullName.Contains(letter.MessageId, StringComparison.Ordinal));
        }
    }

    private static async Task EraseAsync(EmailTenant tenant, string id, string name)
    {
        var page = $"/admin/people/{id}/erase";
        Assert.Contains("Mails in the mailbox that are for them or name them", await tenant.Admin.ReadAsync(page));
        using var begun = await tenant.Admin.SubmitAsync(page, [new("Input.Name", name), new("Input.Request", "R-1")], page + "?handler=Erase");
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        await tenant.DoAsync(services => services.GetRequiredService<Operations>().SettleAsync());
    }
}
