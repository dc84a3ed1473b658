using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Tests.Parts;

public class TreesOfTerms
{
    [Fact]
    public async Task Terms_are_added_renamed_ordered_and_nested()
    {
        var (site, id) = await ColoursAsync(("", "Red", 0), ("", "Dark red", 1), ("", "Blue", 0));
        var (red, dark, blue) = (await KeyAsync(site, id, "Red"), await KeyAsync(site, id, "Dark red"), await KeyAsync(site, id, "Blue"));

        await site.EditAsync(id, [("TitlePart.Title", "Colours"), .. Terms((blue, "Blue!", 0), (red, "Red", 1), (dark, "Dark red", 2), ("", "", 0))]);

        Assert.Equal(["0 Blue!", "1 Red", "2 Dark red"], await RowsAsync(site, id));
        Assert.Equal([red, dark], new[] { await KeyAsync(site, id, "Red"), await KeyAsync(site, id, "Dark red") });
        Assert.Equal(id, (await site.ItemAsync(id))!.As<TaxonomyPart>()!.Terms[0].As<TermPart>()!.TaxonomyContentItemId);
    }

    [Fact]
    public async Task A_term_put_below_its_own_child_or_at_a_wild_depth_makes_a_tree_again()
    {
        var (site, id) = await ColoursAsync(("", "Red", 0), ("", "Dark red", 1));
        var (red, dark) = (await KeyAsync(site, id, "Red"), await KeyAsync(site, id, "Dark red"));

        await site.EditAsync(id, [("TitlePart.Title", "Colours"), .. Terms((red, "Red", 5), (dark, "Dark red", 9), (red, "Red", 2), ("", "New", -7))]);

        Assert.Equal(["0 Red", "1 Dark red", "0 New"], await RowsAsync(site, id));
    }

    [Fact]
    public async Task What_removing_a_used_term_does_is_said_before_and_items_keep_it_stored()
    {
        var (site, id) = await ColoursAsync(("", "Red", 0), ("", "Blue", 0));
        var red = await KeyAsync(site, id, "Red");
        await site.PartnerAsync(("Colour", "TaxonomyField"));
        await site.PostAsync("/admin/content-types/Partner/fields/Partner.Colour", null, ("Form.Label", "Colour"), ("Form.Taxonomy", id), ("Form.Multiple", "true"), ("Form.Editor", "Tags"));
        var partner = await site.CreateAsync("Partner", ("TitlePart.Title", "Élan"), ("Partner.Colour.Ids", red));

        Assert.Contains("1 item bears it: it keeps the term as stored", await site.Browser.ReadAsync($"/admin/content/item/{id}/edit"));
        Assert.Contains("Red", await site.Browser.ReadAsync($"/admin/content/item/{partner}"));
        await site.EditAsync(id, [("TitlePart.Title", "Colours"), .. Terms((red, "Red", 0)), ("TaxonomyPart.Removed", red)]);

        var data = (await site.ItemAsync(partner))!.Data["Partner"]!["Colour"]!;
        Assert.Equal((red, "Red"), (data["TermContentItemIds"]![0]!.GetValue<string>(), data["TagNames"]![0]!.GetValue<string>()));
        Assert.DoesNotContain(">Red<", await site.Browser.ReadAsync($"/admin/content/item/{partner}"));
    }

    [Fact]
    public async Task Terms_without_a_type_or_a_name_are_refused()
    {
        var site = await TypesAsync();

        var page = await site.RefusedAsync("/admin/content/Taxonomy/create", ("TitlePart.Title", "x"), ("TaxonomyPart.Terms", "1"),
            ("TaxonomyPart.Keys", ""), ("TaxonomyPart.Names", "Red"), ("TaxonomyPart.Depths", "0"), ("act", "publish"));
        Assert.Contains("Choose the type of the terms first.", page);

        page = await site.RefusedAsync("/admin/content/Taxonomy/create", [("TitlePart.Title", "x"), .. Terms(("", new string('a', 300), 0)), ("act", "publish")]);
        Assert.Contains("A term needs a name of 255 characters at most.", page);
    }

    private static async Task<ContentSite> TypesAsync()
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Colour", type => type.WithPart("TitlePart"));
        await site.TypeAsync("Taxonomy", type => type.WithPart("TitlePart").WithPart("TaxonomyPart"));
        return site;
    }

    private static async Task<(ContentSite, string)> ColoursAsync(params (string, string, int)[] terms)
    {
        var site = await TypesAsync();
        return (site, await site.CreateAsync("Taxonomy", [("TitlePart.Title", "Colours"), .. Terms(terms)]));
    }

    private static (string Name, string Value)[] Terms(params (string Key, string Name, int Depth)[] terms) => [("TaxonomyPart.Terms", "1"), ("TaxonomyPart.TermContentType", "Colour"),
        .. terms.SelectMany(term => new (string, string)[] { ("TaxonomyPart.Keys", term.Key), ("TaxonomyPart.Names", term.Name), ("TaxonomyPart.Depths", $"{term.Depth}") })];

    private static async Task<List<string>> RowsAsync(ContentSite site, string id) => [.. Walk((await site.ItemAsync(id))!.As<TaxonomyPart>()!.Terms, 0).Select(row => $"{row.Depth} {row.Term.DisplayText}")];

    private static async Task<string> KeyAsync(ContentSite site, string id, string name)
        => Walk((await site.ItemAsync(id))!.As<TaxonomyPart>()!.Terms, 0).Single(row => row.Term.DisplayText == name).Term.ContentItemId;

    private static IEnumerable<(ContentItem Term, int Depth)> Walk(IEnumerable<ContentItem> terms, int depth)
        => terms.SelectMany(term => Walk(ContainedItems.Children(term), depth + 1).Prepend((term, depth)));
}
