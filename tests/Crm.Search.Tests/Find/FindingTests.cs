using System.Net;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Tests.Find;

public sealed class FindingTests
{
    private static readonly Lazy<Task<SearchSite>> s_sqlite = new(() => FilledAsync("Sqlite"));
    private static readonly Lazy<Task<SearchSite>> s_postgres = new(() => FilledAsync("Postgres"));

    [Theory]
    [InlineData("Lefevre", "Clémence Lefèvre")] // without accents
    [InlineData("LEFÈVRE clémence", "Clémence Lefèvre")] // in any order and case
    [InlineData("lefebvre", "Clémence Lefèvre")] // a letter too many
    [InlineData("clemnece", "Clémence Lefèvre")] // two letters turned about
    [InlineData("clemen lefe", "")] // only the last word may be a beginning
    [InlineData("lefevre clem", "Clémence Lefèvre")]
    [InlineData("clemence bergerac", "Clémence Lefèvre")] // words of two fields
    [InlineData("artagnan", "Charles d’Artagnan")] // behind an apostrophe
    [InlineData("0612345678", "Clémence Lefèvre")]
    [InlineData("06 12 34 56 78", "Clémence Lefèvre")]
    [InlineData("+33 6 12 34 56 78", "Clémence Lefèvre")]
    [InlineData("0033612345678", "Clémence Lefèvre")]
    [InlineData("06 12 34", "Clémence Lefèvre")] // still being typed
    [InlineData("clem.lefevre@example.org", "Clémence Lefèvre")]
    [InlineData("clem.lefevre@ex", "Clémence Lefèvre")]
    [InlineData("clem.lef", "Clémence Lefèvre")]
    [InlineData("REC-2025-000127-K", "Charles d’Artagnan")]
    [InlineData("rec2025000127k", "Charles d’Artagnan")]
    [InlineData("127", "Charles d’Artagnan")]
    [InlineData("84511", "Charles d’Artagnan")] // the own number
    [InlineData("84512", "Charles d’Artagnan")] // that of a record merged into this one
    [InlineData("chevaux", "Charles d’Artagnan")] // of "cheval", in French prose
    [InlineData("apologies", "Charles d’Artagnan")] // of "apology", in English prose
    [InlineData("24590", "Clémence Lefèvre")] // a post code
    [InlineData("美玲", "林美玲")] // the given name of a name written as one word
    [InlineData("quincaillerie", "Quincaillerie du Périgord")]
    [InlineData("maison", "Maison Lefèvre")]
    [InlineData("nobodynothing", "")]
    public async Task A_record_is_found_by(string words, string name)
    {
        foreach (var site in new[] { await s_sqlite.Value, await s_postgres.Value })
        {
            var found = await site.FindAsync(words);
            Assert.Equal(name, found.FirstOrDefault() ?? "");
        }
    }

    [Fact]
    public async Task What_is_found_is_grouped_by_type_and_marked_and_a_note_shows_its_words()
    {
        var site = await s_sqlite.Value;
        var page = WebUtility.HtmlDecode(await site.PageAsync("lefevre"));
        Assert.True(page.IndexOf("found-Person", StringComparison.Ordinal) < page.IndexOf("found-Household", StringComparison.Ordinal));
        Assert.Contains("<mark>Lefèvre</mark>", page);
        var note = WebUtility.HtmlDecode(await site.PageAsync("trottinette"));
        Assert.Contains("<mark>trottinette</mark>", note);
        Assert.Contains("found-Interaction", note);
    }

    [Fact]
    public async Task What_people_wrote_stays_text_where_it_is_marked()
    {
        var site = await s_sqlite.Value;
        var page = await site.PageAsync("scriptum");
        Assert.Contains("&lt;b&gt;<mark>scriptum</mark>&lt;/b&gt;", page);
        Assert.DoesNotContain("<b>scriptum", page);
        Assert.Contains("value=\"&lt;script&gt;\"", await site.PageAsync("<script>"));
    }

    [Fact]
    public async Task The_palette_is_answered_with_records_and_where_they_are_opened()
    {
        var site = await s_sqlite.Value;
        var found = JsonNode.Parse(await site.Browser.ReadAsync("/admin/search/suggest?q=lefev"))!.AsArray();
        Assert.Equal(["Clémence Lefèvre", "Maison Lefèvre"], found.Select(one => one!["name"]!.ToString()));
        Assert.StartsWith($"/{site.Settings.Name}/admin/people/", found[0]!["href"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("data-suggest=", await site.Browser.ReadAsync("/admin"));
    }

    [Fact]
    public async Task All_of_a_type_can_be_seen_page_by_page()
    {
        await using var site = await SearchSite.StartAsync();
        for (var n = 0; n < 60; n++)
        {
            await site.PersonAsync($"Nr{n}", "Obsidienne");
        }

        await site.SettleAsync();
        var first = await site.PageAsync("obsidienne", more: "&type=Person");
        Assert.Equal(50, SearchSite.Names(first).Count);
        var second = await site.FindAsync("obsidienne", more: "&type=Person&after=1");
        Assert.Equal(60, SearchSite.Names(first).Concat(second).Distinct().Count());
        Assert.Equal(5, (await site.FindAsync("obsidienne")).Count);
    }

    [Fact]
    public async Task A_type_made_without_code_is_found_by_title_text_and_body_and_a_field_added_to_people_too()
    {
        await using var site = await SearchSite.StartAsync();
        await site.SettleAsync();
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().MergeAsync(System.Text.Json.JsonSerializer.Deserialize<ContentDefinitionRecord>("""
                { "ContentTypeDefinitionRecords": [
                    { "Name": "Recette", "DisplayName": "Recettes", "Settings": { "ContentTypeSettings": { "Listable": true } }, "ContentTypePartDefinitionRecords": [
                      { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart", "Settings": {} }, { "PartName": "Recette", "Name": "Recette", "Settings": {} } ] },
                    { "Name": "Person", "ContentTypePartDefinitionRecords": [ { "PartName": "Person", "Name": "Person", "Settings": {} } ] } ],
                  "ContentPartDefinitionRecords": [
                    { "Name": "Recette", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Astuce", "Settings": {} } ] },
                    { "Name": "Person", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Doudou", "Settings": {} } ] } ] }
                """)!);
            return true;
        });
        await site.AddAsync("Recette", """{ "TitlePart": { "Title": "Tarte aux mirabelles" }, "HtmlBodyPart": { "Html": "<p>Une <em>pincée</em> de cannelle</p>" }, "Recette": { "Astuce": { "Text": "Servir tiède" } } }""");
        await site.AddAsync("Person", """{ "PersonPart": { "GivenName": "Zoé", "FamilyName": "Ambre" }, "Person": { "Doudou": { "Text": "lapin violet" } } }""");
        await site.UntilAsync("mirabelle", "Tarte aux mirabelles");
        await site.UntilAsync("cannelle", "Tarte aux mirabelles");
        await site.UntilAsync("tiede", "Tarte aux mirabelles");
        await site.UntilAsync("lapin", "Zoé Ambre");
    }

    [Fact]
    public async Task The_page_speaks_before_anything_is_typed_and_when_nothing_is_found()
    {
        var site = await s_sqlite.Value;
        Assert.Contains("the beginning of the last word is enough", await site.Browser.ReadAsync("/admin/search"));
        Assert.Contains("Nothing found for", await site.PageAsync("xqzxqz"));
    }

    private static async Task<SearchSite> FilledAsync(string database)
    {
        var site = await SearchSite.StartAsync(database);
        await site.InAsync(async services =>
        {
            var sites = services.GetRequiredService<ISiteService>();
            var stored = await sites.LoadSiteSettingsAsync();
            stored.Put(new LocalizationSettings { DefaultCulture = "fr", SupportedCultures = ["fr", "en"] });
            await sites.UpdateSiteSettingsAsync(stored);
            return true;
        });
        var clemence = await site.PersonAsync("Clémence", "Lefèvre", """
            "ContactPointsPart": { "Emails": [ { "Address": "clem.lefevre@example.org" } ], "Phones": [ { "Raw": "06 12 34 56 78", "Number": "+33612345678", "Kind": "mobile" } ] },
            "AddressPart": { "Addresses": [ { "Lines": [ "3 rue des Prés" ], "Postcode": "24590", "City": "Bergerac", "Country": "FR" } ] }
            """);
        await site.PersonAsync("Charles", "d’Artagnan", """, "Number": 84511, "FormerNumbers": [ 84512 ], "ExternalKeys": [ { "Source": "old", "Key": "REC-2025-000127-K" } ], "Notes": "Il monte un cheval. He owes us an apology. <b>scriptum</b>" """);
        await site.PersonAsync("美玲", "林");
        await site.AddAsync("Household", """{ "HouseholdPart": { "Name": "Maison Lefèvre" } }""");
        await site.AddAsync("Organisation", """{ "OrganisationPart": { "Name": "Quincaillerie du Périgord" } }""");
        await site.AddAsync("Interaction", $$"""{ "InteractionPart": { "Kind": "call", "Title": "Voulait une trottinette", "Text": "Voulait une trottinette rouge pour Noël", "At": "2026-01-02T00:00:00Z", "IsDate": true, "PersonIds": [ "{{clemence}}" ] } }""");
        await site.SettleAsync();
        return site;
    }
}
