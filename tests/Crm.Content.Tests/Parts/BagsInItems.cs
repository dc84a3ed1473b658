using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Tests.Parts;

public class BagsInItems
{
    private static readonly string A = new('a', 26), B = new('b', 26), C = new('c', 26);

    [Fact]
    public async Task Items_are_added_ordered_and_removed_and_the_rest_is_word_for_word_as_it_was()
    {
        var site = await BagSiteAsync();
        var id = await site.CreateAsync("Album", [("TitlePart.Title", "Noël"), .. Bag((A, "One"), (B, "Two"), (C, "Three"))]);
        var before = (await BagAsync(site, id)).ToDictionary(item => item.ContentItemId, item => item.Data.ToJsonString());

        await site.EditAsync(id, [("TitlePart.Title", "Noël"), .. Bag((C, "Three"), (A, "One"), (B, "Two")), ("BagPart.Removed", B)]);

        var after = await BagAsync(site, id);
        Assert.Equal([C, A], after.Select(item => item.ContentItemId));
        Assert.All(after, item => Assert.Equal(before[item.ContentItemId], item.Data.ToJsonString()));
        Assert.Equal("Three", after[0].DisplayText);
    }

    [Fact]
    public async Task A_fault_is_said_at_the_item_that_has_it_and_what_was_typed_stays()
    {
        var site = await BagSiteAsync();

        var page = await site.RefusedAsync("/admin/content/Album/create", [("TitlePart.Title", "Noël"), .. Bag((A, "One"), (B, "")), ("act", "publish")]);

        Assert.Matches($"(?s)name=\"BagPart.{B}.TitlePart.Title\".*?The title may not be blank", page);
        Assert.Contains("value=\"One\"", page);
        Assert.Contains("To be mended", page);
    }

    [Fact]
    public async Task Five_hundred_items_are_saved_and_edited()
    {
        var site = await BagSiteAsync();
        (string, string)[] many = [.. Enumerable.Range(0, 500).Select(i => ($"{i:D26}", $"Picture {i}"))];

        var id = await site.CreateAsync("Album", [("TitlePart.Title", "Big"), .. Bag(many)]);
        await site.EditAsync(id, [("TitlePart.Title", "Big"), .. Bag([.. many.Reverse()])]);

        var bag = await BagAsync(site, id);
        Assert.Equal(500, bag.Count);
        Assert.Equal("Picture 499", bag[0].DisplayText);
    }

    [Fact]
    public async Task A_type_that_the_bag_does_not_take_and_a_made_up_key_are_left_out()
    {
        var site = await BagSiteAsync();

        var id = await site.CreateAsync("Album", [("TitlePart.Title", "Noël"), ("BagPart.Bag", "1"),
            ("BagPart.Keys", A), ("BagPart.Types", "Album"), ("BagPart.Keys", "../../x"), ("BagPart.Types", "Picture")]);

        Assert.Empty(await BagAsync(site, id));
        using var answer = await site.Browser.GetAsync("/admin/content/inside/Album/BagPart/Album?prefix=BagPart");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Matches("name=\"BagPart\\.[0-9a-z]{26}\\.TitlePart\\.Title\"", await site.Browser.ReadAsync("/admin/content/inside/Album/BagPart/Picture?prefix=BagPart"));
    }

    [Fact]
    public async Task What_a_writer_may_not_see_inside_is_not_shown_and_stays_as_it_is_stored()
    {
        var site = await BagSiteAsync();
        await site.PostAsync("/admin/content-types/Picture", "/admin/content-types/Picture?handler=AddField", ("Label", "Price"), ("FieldKind", "TextField"));
        var id = await site.CreateAsync("Album", [("TitlePart.Title", "Noël"), .. Bag((A, "One")), ($"BagPart.{A}.Picture.Price.Text", "canary-7")]);
        await site.InAsync(async services =>
        {
            var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await documents.GetOrCreateMutableAsync();
            rights.Fields.AddRange([new FieldRight { ContentType = "Picture", Path = "Picture.Price" }, new FieldRight { ContentType = "Picture", Path = "TitlePart.Title" }]);
            await documents.UpdateAsync(rights);
            return 0;
        });
        using var clerk = await site.AsAsync("clerk", "AccessAdminPanel", "PublishContent");

        var page = await clerk.ReadAsync($"/admin/content/item/{id}/edit") + await clerk.ReadAsync($"/admin/content/item/{id}");
        Assert.DoesNotContain("canary-7", page);
        var form = new[] { "Document", "Version" }.Select(name => KeyValuePair.Create(name, Regex.Match(page, $"name=\"{name}\" value=\"([0-9]+)\"").Groups[1].Value));
        using var saved = await clerk.SubmitAsync($"/admin/content/item/{id}/edit", [.. form, new("TitlePart.Title", "New"),
            .. Bag((A, "Guess")).Select(field => KeyValuePair.Create(field.Name, field.Value)), new($"BagPart.{A}.Picture.Price.Text", "0"), new("act", "publish")]);

        var item = Assert.Single(await BagAsync(site, id));
        Assert.Equal("canary-7", item.Data["Picture"]!["Price"]!["Text"]!.GetValue<string>());
        Assert.Equal("One", item.As<TitlePart>()!.Title);
    }

    [Fact]
    public async Task Items_too_deep_inside_each_other_are_refused_with_a_sentence()
    {
        var site = await BagSiteAsync();
        await site.TypeAsync("Box", type => type.WithPart("BagPart", part => part.WithSettings(new BagPartSettings { ContainedContentTypes = ["Box"] })));
        var (fields, prefix) = (new List<(string, string)>(), "BagPart");
        for (var i = 0; i < 14; i++)
        {
            var key = $"{i:D26}";
            fields.AddRange([(prefix + ".Bag", "1"), (prefix + ".Keys", key), (prefix + ".Types", "Box")]);
            prefix += $".{key}.BagPart";
        }

        Assert.Contains("Items lie more than 10 deep inside each other.", await site.RefusedAsync("/admin/content/Box/create", [.. fields, ("act", "publish")]));
    }

    [Fact]
    public async Task Script_in_a_title_inside_is_text_everywhere()
    {
        var site = await BagSiteAsync();
        const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        var id = await site.CreateAsync("Album", [("TitlePart.Title", "x"), .. Bag((A, Evil))]);

        foreach (var page in new[] { await site.Browser.ReadAsync($"/admin/content/item/{id}"), await site.Browser.ReadAsync($"/admin/content/item/{id}/edit") })
        {
            Assert.DoesNotContain("<script>alert", page);
            Assert.DoesNotContain("<img src=x", page);
            Assert.Contains("&lt;script&gt;", page);
        }
    }

    private static async Task<ContentSite> BagSiteAsync()
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Picture", type => type.WithPart("TitlePart", part => part.WithSettings(new TitlePartSettings { Options = TitlePartOptions.EditableRequired })).WithPart("Picture"));
        await site.TypeAsync("Album", type => type.WithPart("TitlePart").WithPart("BagPart", part => part.WithSettings(new BagPartSettings { ContainedContentTypes = ["Picture"] })));
        return site;
    }

    private static (string Name, string Value)[] Bag(params (string Key, string Title)[] items) => [("BagPart.Bag", "1"), .. items.SelectMany(item => new (string, string)[]
    {
        ("BagPart.Keys", item.Key), ("BagPart.Types", "Picture"), ($"BagPart.{item.Key}.TitlePart.Title", item.Title),
    })];

    private static async Task<List<ContentItem>> BagAsync(ContentSite site, string id) => (await site.ItemAsync(id))!.As<BagPart>()!.ContentItems;
}
