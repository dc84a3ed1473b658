using System.IO.Compression;
using System.Net;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Privacy.Tests.Erase;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Export;

public sealed class ExportTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task All_that_is_kept_of_a_person_is_handed_out_with_its_files_and_noted(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var canary = await Canary.PlantAsync(tenant);
        var page = $"/admin/people/{canary.Id}/personal-data";

        using var answer = await tenant.Admin.SubmitAsync(page, []);

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain(Canary.Word, answer.Content.Headers.ContentDisposition!.FileName, StringComparison.OrdinalIgnoreCase);
        var entries = await EntriesAsync(await answer.Content.ReadAsStreamAsync());
        foreach (var name in (string[])["contacts.json", "timeline.json", "relations.json", "history.json", "activities.json", "imports.json", "searches.json", "requests.json", "restrictions.json", "media.json", "summary.html", $"files/media/people/{Canary.Word}.txt"])
        {
            Assert.True(entries.TryGetValue(name, out var text), $"{name} is not among {string.Join(", ", entries.Keys)}");
            Assert.Contains(Canary.Word, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("sings for her", entries["relations.json"]);
        Assert.Contains("Next door to", entries["relations.json"]); // held by somebody else
        Assert.Contains("Once married", entries["relations.json"]); // by somebody in the trash
        Assert.Contains("Trashed call", entries["timeline.json"]);
        Assert.Contains("singer", entries["contacts.json"]); // of who was merged into them
        Assert.Contains(canary.Id, entries["api.json"]);
        foreach (var name in (string[])["Kite", "Drum", "Apple", "Sledge", "Sledge, red", "Trivet", "Gift/Gift.Giver", "2025"])
        {
            Assert.Contains(name, entries["records.json"]);
        }

        Assert.Contains("Gift, Recipient", entries["summary.html"]);
        Assert.Contains("Handed out", await tenant.Admin.ReadAsync(page));
    }

    [Fact]
    public async Task Who_may_hand_out_sees_every_field_and_only_people_he_may_see()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var id = await tenant.PersonAsync("Ada", "Roux", item => item.Alter<ContactPointsPart>(points => points.Emails.Add(new Contacts.Points.Email { Address = "ada@example.org" })));
        await tenant.DoAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = "Person", Path = "ContactPointsPart.Emails", Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
        });
        using var all = await tenant.UserAsync("vera", "ViewContacts", "ExportPersonalData");
        using var own = await tenant.UserAsync("olga", "ViewOwnContacts", "ExportPersonalData", "ErasePersonalData");
        using var none = await tenant.UserAsync("nino", "ViewContacts", "EditContacts", "DeleteContacts");

        Assert.DoesNotContain("ada@example.org", await all.ReadAsync($"/admin/people/{id}"));
        Assert.Contains("ada@example.org", await all.ReadAsync($"/admin/people/{id}/personal-data"));
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/admin/people/{id}/personal-data")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/admin/people/{id}/erase")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await none.GetAsync($"/admin/people/{id}/personal-data")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await all.GetAsync($"/admin/people/{id}/erase")).StatusCode);
        Assert.DoesNotContain("personal-data", await none.ReadAsync($"/admin/people/{id}"));
        Assert.Contains("personal-data", await all.ReadAsync($"/admin/contacts/{id}/panels/personal-data"));
    }

    [Fact]
    public async Task Records_that_name_the_person_are_handed_out_as_far_as_who_hands_out_may_see_them()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        var (id, gifts) = (await tenant.PersonAsync("Ada", "Roux"), new Gifts(tenant));
        await gifts.DefineAsync();
        await gifts.AddAsync("Kite", Gifts.Data("Kite", [id], null, secret: "silk"));
        await tenant.DoAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = "Gift", Path = "Gift.Secret", Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
        });
        using var some = await tenant.UserAsync("sara", "ViewContacts", "ViewContent", "ExportPersonalData");
        using var none = await tenant.UserAsync("nora", "ViewContacts", "ExportPersonalData");
        var page = $"/admin/people/{id}/personal-data";

        Assert.Contains("silk", await tenant.Admin.ReadAsync(page));
        var seen = await some.ReadAsync(page);
        Assert.Matches("Gift, Recipient(?s:.)*Kite · Recipient: Ada Roux · Year: 2025 · fields that you may not see were left out", WebUtility.HtmlDecode(seen));
        Assert.DoesNotContain("silk", seen);
        var told = await none.ReadAsync(page);
        Assert.Matches("Gift, Recipient(?s:.)*You may not see this record", told);
        Assert.DoesNotContain("Kite", told);
        foreach (var (browser, file) in new[] { (some, "fields"), (none, "record") })
        {
            using var answer = await browser.SubmitAsync(page, []);
            var records = (await EntriesAsync(await answer.Content.ReadAsStreamAsync()))["records.json"];
            Assert.Contains($"\"LeftOut\": \"{file}\"", records);
            Assert.DoesNotContain("silk", records);
            Assert.Equal(file == "fields", records.Contains("Kite", StringComparison.Ordinal));
        }
    }

    private static async Task<Dictionary<string, string>> EntriesAsync(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        var entries = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            entries[entry.FullName] = await reader.ReadToEndAsync();
        }

        return entries;
    }
}
