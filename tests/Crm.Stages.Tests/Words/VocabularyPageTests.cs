using System.Net;
using System.Text.Json.Nodes;
using Crm.Contacts.Tests.Stages;
using Crm.Kernel.Localization.Vocabulary;
using Crm.Kernel.Settings;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Words;

/// <summary>A tenant's own words go through menus, headings, messages and files.</summary>
public sealed class VocabularyPageTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_family_stands_wherever_a_household_stood_and_files_are_read_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.PeopleAsync(("Ada", "Mots"));
        Assert.Contains("One", await tenant.Browser.ReadAsync("/admin/vocabulary"));
        var words = Form(("person", "en", "member", "members", ""), ("person", "fr", "membre", "membres", "masculine"), ("household", "en", "family", "families", ""), ("household", "fr", "famille", "familles", "feminine"), ("organisation", "fr", "", "", "feminine"));
        using (var saved = await tenant.Browser.SubmitAsync("/admin/vocabulary", words))
        {
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        var english = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/households"));
        Assert.Contains("Families", english);
        Assert.DoesNotContain("ousehold", Visible(english));
        var people = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/people"));
        Assert.Contains("<h1 class=\"page-title\" dir=\"auto\">Members", people);
        tenant.Browser.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        tenant.Browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var french = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/households"));
        Assert.Contains("Aucune famille pour l’instant", french);
        Assert.Contains("Ajouter la première famille", french);
        Assert.DoesNotContain("oyer", Visible(french));
        Assert.Contains("Nouveau membre", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/people/new")));

        using var file = await tenant.Browser.SubmitAsync("/admin/people/export?all=true", [new("All", "true"), new("Kind", "Csv"), new("Columns", "Id"), new("Columns", "FamilyName"), new("Columns", "(Households)")], "/admin/people/export");
        var text = await file.Content.ReadAsStringAsync();
        Assert.Contains("(Familles)", text);
        var report = await tenant.InAsync(services => services.GetRequiredService<Import.ImportPeople>().RunAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), null, new Import.RefusedRows(new StringWriter()), CancellationToken.None));
        Assert.Equal((0, 1), (report.Refused, report.Unchanged));
    }

    [Fact]
    public async Task Half_a_choice_and_signs_are_refused_and_a_recipe_cannot_bring_markup_in()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var half = await (await tenant.Browser.SubmitAsync("/admin/vocabulary", Form(("household", "en", "family", "", "")))).Content.ReadAsStringAsync();
        Assert.Contains("Write both, one and several.", half);
        Assert.Contains("without signs", await (await tenant.Browser.SubmitAsync("/admin/vocabulary", Form(("household", "en", "<b>x</b>", "{0}", "")))).Content.ReadAsStringAsync());
        await tenant.InAsync(async services =>
        {
            var sites = services.GetRequiredService<ISiteService>();
            var site = await sites.LoadSiteSettingsAsync();
            site.Properties[nameof(VocabularySettings)] = JsonNode.Parse("""{ "Terms": { "household": { "en": { "Singular": "<script>", "Plural": "<script>" } }, "ghost": { "en": { "Singular": "a", "Plural": "b" } } } }""");
            await sites.UpdateSiteSettingsAsync(site);
            return true;
        });
        Assert.Contains("Households", await tenant.Browser.ReadAsync("/admin/households"));
    }

    [Fact]
    public async Task Only_who_may_chooses_words()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Editing", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "edith", "Editing");
        using var edith = await tenant.As("edith");
        foreach (var address in new[] { "/admin/vocabulary", "/admin/people/fields" })
        {
            using var refused = await edith.GetAsync(address);
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }
    }

    // What is read: without addresses and attributes.
    private static string Visible(string page) => System.Text.RegularExpressions.Regex.Replace(page, "<[^>]*>", " ");

    private static List<KeyValuePair<string, string>> Form(params (string Term, string Language, string One, string Several, string Gender)[] words)
        => [.. words.SelectMany((word, i) => new KeyValuePair<string, string>[]
        {
            new($"Input.Words[{i}].Term", word.Term), new($"Input.Words[{i}].Language", word.Language), new($"Input.Words[{i}].Singular", word.One), new($"Input.Words[{i}].Plural", word.Several), new($"Input.Words[{i}].Gender", word.Gender),
        })];
}
