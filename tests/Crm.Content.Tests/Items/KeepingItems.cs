using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Tests.Items;

public class KeepingItems
{
    [Fact]
    public async Task A_type_made_without_code_is_filled_listed_and_shown()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("City", "TextField"), ("Budget", "NumericField"), ("Since", "DateField"), ("Active", "BooleanField"), ("Site", "LinkField"), ("Notes", "HtmlField"));

        var led = await site.PostAsync("/admin/content/Partner/create", null,
            ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Libourne"), ("Partner.Budget.Value", "1200"), ("Partner.Since.Value", "2020-01-31"),
            ("Partner.Active.Value", "true"), ("Partner.Site.Url", "https://example.org"), ("Partner.Notes.Html", "<p>ok<script>alert(1)</script></p>"), ("act", "publish"));

        Assert.Contains("/admin/content/item/", led);
        var page = WebUtility.HtmlDecode(await site.Browser.ReadAsync("/admin/content/item/" + await site.IdAsync("Élan")));
        Assert.Contains("Libourne", page);
        Assert.DoesNotContain("alert(1)", page);
        Assert.Contains("Élan", WebUtility.HtmlDecode(await site.Browser.ReadAsync("/admin/content/Partner?q=lan")));
        Assert.DoesNotContain("content/item/4", await site.Browser.ReadAsync("/admin/content/Partner?q=nobody"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_stored()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("Budget", "NumericField"), ("Site", "LinkField"));

        var page = await site.RefusedAsync("/admin/content/Partner/create",
            ("TitlePart.Title", ""), ("Partner.Budget.Value", "lots"), ("Partner.Site.Url", "javascript:alert(1)"), ("act", "publish"));

        Assert.Contains("The title may not be blank.", page);
        Assert.Contains("“lots” is not a number.", page);
        Assert.Contains("not an address that a link may lead to", page);
        Assert.Contains("value=\"lots\"", page);
        Assert.DoesNotContain("content/item/4", await site.Browser.ReadAsync("/admin/content/Partner"));
    }

    [Fact]
    public async Task Script_in_any_text_is_shown_as_text()
    {
        var site = await ContentSite.StartAsync();
        const string Evil = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>";
        await site.PartnerAsync((Evil, "TextField"), ("Plain", "TextField"));
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", Evil), ("Partner.Plain.Text", Evil), ("act", "publish"));
        var id = await site.IdAsync(Evil);

        foreach (var path in new[] { "/admin/content/Partner", "/admin/content", $"/admin/content/item/{id}", $"/admin/content/item/{id}/edit", "/admin/content-types/Partner", "/admin/content-types" })
        {
            var page = await site.Browser.ReadAsync(path);
            Assert.DoesNotContain("<script>alert", page);
            Assert.DoesNotContain("<img src=x", page);
        }
    }

    [Fact]
    public async Task Two_people_who_change_different_fields_are_both_kept()
    {
        var (site, id) = await PartnerAsync();
        var stale = await FormAsync(site, id);
        await site.PostAsync($"/admin/content/item/{id}/edit", null, [.. await FormAsync(site, id), ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Bordeaux"), ("Partner.Phone.Text", "1"), ("act", "publish")]);

        await site.PostAsync($"/admin/content/item/{id}/edit", null, [.. stale, ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Libourne"), ("Partner.Phone.Text", "2"), ("act", "publish")]);

        var data = (await site.ItemAsync(id))!.Data["Partner"]!;
        Assert.Equal(("Bordeaux", "2"), (data["City"]!["Text"]!.GetValue<string>(), data["Phone"]!["Text"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Two_people_who_change_one_field_choose()
    {
        var (site, id) = await PartnerAsync();
        var stale = await FormAsync(site, id);
        await site.PostAsync($"/admin/content/item/{id}/edit", null, [.. await FormAsync(site, id), ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Bordeaux"), ("Partner.Phone.Text", "1"), ("act", "publish")]);
        (string, string)[] mine = [.. stale, ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Paris"), ("Partner.Phone.Text", "1"), ("act", "publish")];

        var page = await site.RefusedAsync($"/admin/content/item/{id}/edit", mine);
        Assert.Contains("Bordeaux", page);
        Assert.Contains("Paris", page);

        await site.PostAsync($"/admin/content/item/{id}/edit", null, [.. mine, ("Keep[Partner.City]", "theirs")]);
        Assert.Equal("Bordeaux", (await site.ItemAsync(id))!.Data["Partner"]!["City"]!["Text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_deleted_item_lies_in_the_trash_and_comes_back()
    {
        var (site, id) = await PartnerAsync();
        await site.PostAsync($"/admin/content/item/{id}", $"/admin/content/item/{id}?handler=Delete");
        Assert.Null(await site.ItemAsync(id));
        Assert.Contains(id, await site.Browser.ReadAsync("/admin/content/Partner?status=trash"));

        await site.PostAsync($"/admin/content/item/{id}", $"/admin/content/item/{id}?handler=Restore");
        Assert.NotNull(await site.ItemAsync(id));
    }

    [Fact]
    public async Task A_field_ticked_as_filterable_is_filled_for_items_that_exist()
    {
        var (site, id) = await PartnerAsync();
        await site.PostAsync("/admin/content-types/Partner/fields/Partner.City", null, ("Form.Label", "City"), ("Form.Filterable", "true"));
        Assert.Contains("being indexed", await site.Browser.ReadAsync("/admin/content/Partner"));

        await site.Host.RunJobAsync(site.Settings, "FillFilters");

        Assert.DoesNotContain("being indexed", await site.Browser.ReadAsync("/admin/content/Partner"));
        Assert.Contains(id, await site.Browser.ReadAsync("/admin/content/Partner?field=Partner.City&op=is&value=LIBOURNE"));
        Assert.DoesNotContain(id, await site.Browser.ReadAsync("/admin/content/Partner?field=Partner.City&op=is&value=Paris"));
        Assert.Contains(id, await site.Browser.ReadAsync("/admin/content/Partner?field=Partner.City&op=starts&value=lib"));
    }

    [Fact]
    public async Task A_removed_field_keeps_its_data_and_comes_back()
    {
        var (site, id) = await PartnerAsync();
        await site.PostAsync("/admin/content-types/Partner", "/admin/content-types/Partner?handler=RemoveField", ("path", "Partner.City"));
        Assert.DoesNotContain("Partner.City.Text", await site.Browser.ReadAsync($"/admin/content/item/{id}/edit"));
        await site.PostAsync($"/admin/content/item/{id}/edit", null, [.. await FormAsync(site, id), ("TitlePart.Title", "Élan 2"), ("Partner.Phone.Text", "3"), ("act", "publish")]);

        await site.PostAsync("/admin/content-types/Partner", "/admin/content-types/Partner?handler=RestoreField", ("part", "Partner"), ("field", "City"));

        Assert.Contains("Libourne", await site.Browser.ReadAsync($"/admin/content/item/{id}/edit"));
    }

    [Fact]
    public async Task A_type_with_300_fields_works()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync();
        await site.InAsync(async services =>
        {
            var definitions = services.GetRequiredService<Kernel.Content.Definitions.IContentDefinitionManager>();
            await Kernel.Content.Definitions.ContentDefinitionManagerExtensions.AlterPartDefinitionAsync(definitions, "Partner", part =>
            {
                for (var i = 0; i < 300; i++)
                {
                    part.WithField($"F{i}", field => field.OfType("TextField").WithPosition(i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                }
            });
            return 0;
        });

        await site.PostAsync("/admin/content/Partner/create", null,
            [("TitlePart.Title", "Big"), .. Enumerable.Range(0, 300).Select(i => ($"Partner.F{i}.Text", $"value {i}")), ("act", "publish")]);

        Assert.Contains("value 299", await site.Browser.ReadAsync("/admin/content/item/" + await site.IdAsync("Big")));
    }

    private static async Task<(ContentSite Site, string Id)> PartnerAsync()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("City", "TextField"), ("Phone", "TextField"));
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Libourne"), ("Partner.Phone.Text", "1"), ("act", "publish"));
        return (site, await site.IdAsync("Élan"));
    }

    private static async Task<(string, string)[]> FormAsync(ContentSite site, string id)
    {
        var page = await site.Browser.ReadAsync($"/admin/content/item/{id}/edit");
        return [("Document", Hidden("Document").Match(page).Groups[1].Value), ("Version", Hidden("Version").Match(page).Groups[1].Value)];
    }

    private static Regex Hidden(string name) => new($"name=\"{name}\" value=\"([0-9]+)\"");
}
