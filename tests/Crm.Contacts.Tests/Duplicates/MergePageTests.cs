using System.Net;
using System.Text.RegularExpressions;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Duplicates;

public sealed partial class MergePageTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Two_are_compared_previewed_merged_and_parted_again(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var keep = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "one@exemple.fr");
        var gone = await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", "two@exemple.fr");
        var page = $"/admin/people/merge?keep={keep}&gone={gone}";
        List<KeyValuePair<string, string>> chosen = [new("Keep", keep), new("Gone", gone), new("side:PersonPart.GivenName", "Other"), new("side:ContactPointsPart.Emails", "Both")];
        Assert.Contains("one@exemple.fr", await tenant.Browser.ReadAsync(page));

        using (var preview = await tenant.Browser.SubmitAsync(page, chosen, "/admin/people/merge?handler=Preview"))
        {
            var shown = WebUtility.HtmlDecode(await preview.Content.ReadAsStringAsync());
            Assert.Contains("<b>Achile</b>", shown);
            Assert.Contains("<b>one@exemple.fr, two@exemple.fr</b>", shown);
            Assert.Equal("Achille", await GivenAsync(tenant, keep));
        }

        using (var merged = await tenant.Browser.SubmitAsync(page, chosen, "/admin/people/merge?handler=Merge"))
        {
            Assert.EndsWith($"/admin/people/{keep}", merged.Headers.Location!.ToString());
        }

        Assert.Equal("Achile", await GivenAsync(tenant, keep));
        Assert.Null(await GivenAsync(tenant, gone));
        var batch = Batch().Match(WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/{keep}"))).Groups["id"].Value;
        Assert.NotEmpty(batch);

        using (await tenant.Browser.SubmitAsync("/admin/people/new", [new("batch", batch)], $"/admin/people/merge?handler=Undo&batch={batch}"))
        {
        }

        Assert.Equal(("Achille", "Achile"), (await GivenAsync(tenant, keep), await GivenAsync(tenant, gone)));
    }

    [Fact]
    public async Task From_a_persons_page_one_gets_to_whom_they_may_be_and_to_anybody_by_name()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var keep = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "one@exemple.fr");
        var likely = await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", "one@exemple.fr");
        var other = await SweepTests.AddAsync(tenant, "Berthe", "Molinard", "berthe@exemple.fr");
        await tenant.Host.SettleAsync(); // who is like whom is told by the job that follows the change log
        Assert.Contains($"/admin/people/merge?keep={keep}", await tenant.Browser.ReadAsync($"/admin/people/{keep}"));

        var first = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/merge?keep={keep}"));
        Assert.Contains($"keep={keep}&gone={likely}", first);
        Assert.DoesNotContain(other, first);
        var found = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/merge?keep={keep}&q=molin"));
        Assert.Contains($"keep={keep}&gone={other}", found);
        Assert.DoesNotContain($"gone={keep}", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/merge?keep={keep}&q=zyf")));
        using var nobody = await tenant.Browser.GetAsync("/admin/people/merge?keep=never");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Nobody_merges_without_the_right_or_people_out_of_their_sight()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var keep = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "one@exemple.fr");
        var gone = await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", "two@exemple.fr");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Editing", "AccessAdminPanel", "ViewContacts", "EditContacts", "DeleteContacts");
        await tenant.Host.AddRoleAsync(tenant.Settings, "OwnMerging", "AccessAdminPanel", "MergeOwnContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "edith", "Editing");
        await tenant.Host.AddUserAsync(tenant.Settings, "owen", "OwnMerging");
        using var edith = await tenant.As("edith");
        using var owen = await tenant.As("owen");

        using var refused = await edith.GetAsync($"/admin/people/merge?keep={keep}&gone={gone}");
        using var unseen = await owen.GetAsync($"/admin/people/merge?keep={keep}&gone={gone}");
        using var same = await tenant.Browser.GetAsync($"/admin/people/merge?keep={keep}&gone={keep}");

        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unseen.StatusCode, same.StatusCode));
        Assert.Contains("Choose two people first", await owen.ReadAsync("/admin/people/merge"));
    }

    [Fact]
    public async Task A_hidden_field_is_neither_compared_nor_previewed_and_comes_along_all_the_same()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var keep = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "one@exemple.fr");
        var gone = await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", "kanarien@exemple.fr");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Merging", "AccessAdminPanel", "MergeContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "merle", "Merging");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "ContactPointsPart.Emails", Roles = ["Chosen"] });
            await fields.UpdateAsync(rights);
            return true;
        });
        using var merle = await tenant.As("merle");
        var page = $"/admin/people/merge?keep={keep}&gone={gone}";

        var shown = await merle.ReadAsync(page);
        using var preview = await merle.SubmitAsync(page, [new("Keep", keep), new("Gone", gone)], "/admin/people/merge?handler=Preview");
        var previewed = await preview.Content.ReadAsStringAsync();
        // What is hidden cannot have been chosen, whatever a forged form says.
        using var merged = await merle.SubmitAsync(page, [new("Keep", keep), new("Gone", gone), new("side:ContactPointsPart.Emails", "Other")], "/admin/people/merge?handler=Merge");

        Assert.Contains("Achille", shown);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (preview.StatusCode, merged.StatusCode));
        Assert.DoesNotContain("kanarien", shown + previewed);
        var points = await tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(keep, VersionOptions.Latest))!.As<ContactPointsPart>()!);
        Assert.Equal(["one@exemple.fr", "kanarien@exemple.fr"], points.Emails.Select(email => email.Address));
    }

    private static Task<string?> GivenAsync(ContactsTenant tenant, string id) => tenant.InAsync(async services =>
        (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))?.As<PersonPart>()!.GivenName);

    [GeneratedRegex("handler=Undo&batch=(?<id>[a-z0-9]+)")]
    private static partial Regex Batch();
}
