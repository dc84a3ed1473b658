using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Tests.Parts;

public class ListsOfItems
{
    [Fact]
    public async Task An_item_created_from_a_list_belongs_to_it_and_shows_the_way_back()
    {
        var (site, list) = await BlogAsync();

        var led = await site.PostAsync($"/admin/content/Post/create?list={list}", null, ("TitlePart.Title", "First"), ("act", "publish"));

        Assert.EndsWith(list, led);
        var post = (await site.ItemAsync(await site.IdAsync("First")))!.As<ContainedPart>()!;
        Assert.Equal((list, "Blog", 0), (post.ListContentItemId, post.ListContentType, post.Order));
        Assert.Contains("First", await site.Browser.ReadAsync($"/admin/content/item/{list}"));
        Assert.Contains($"/admin/content/item/{list}", await site.Browser.ReadAsync("/admin/content/item/" + await site.IdAsync("First")));
    }

    [Fact]
    public async Task The_list_is_shown_page_by_page()
    {
        var (site, list) = await BlogAsync("A", "B", "C");

        Assert.Equal("A B", await TitlesAsync(site, list));
        Assert.Equal("C", await TitlesAsync(site, list, "?list-page=2"));
        Assert.Equal("A B", await TitlesAsync(site, list, "?list-page=-3"));
    }

    [Fact]
    public async Task Two_people_who_order_one_list_from_an_old_page_lose_no_item()
    {
        var (site, list) = await BlogAsync("A", "B", "C");
        var (a, c) = (await site.IdAsync("A"), await site.IdAsync("C"));
        var order = $"/admin/content/item/{list}/order";

        await site.PostAsync($"/admin/content/item/{list}", order, ("item", c), ("by", "-1"));
        await site.PostAsync($"/admin/content/item/{list}", order, ("item", a), ("by", "1"));

        Assert.Equal("C A", await TitlesAsync(site, list));
        Assert.Equal("B", await TitlesAsync(site, list, "?list-page=2"));
        Assert.True((await site.ItemAsync(a))!.Published);
    }

    [Fact]
    public async Task A_type_the_list_does_not_take_and_a_list_one_may_not_edit_are_refused()
    {
        var (site, list) = await BlogAsync();
        using var wrong = await site.Browser.GetAsync($"/admin/content/Blog/create?list={list}");
        using var clerk = await site.AsAsync("clerk", "AccessAdminPanel", "Edit_Post", "View_Blog");
        using var denied = await clerk.GetAsync($"/admin/content/Post/create?list={list}");

        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.DoesNotContain("create?list=", await clerk.ReadAsync($"/admin/content/item/{list}"));
    }

    private static async Task<(ContentSite Site, string List)> BlogAsync(params string[] posts)
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Post", type => type.WithPart("TitlePart"));
        await site.TypeAsync("Blog", type => type.WithPart("TitlePart").WithPart("ListPart", part => part.WithSettings(
            new ListPartSettings { ContainedContentTypes = ["Post"], EnableOrdering = true, PageSize = 2 })));
        var list = await site.CreateAsync("Blog", ("TitlePart.Title", "Journal"));
        foreach (var post in posts)
        {
            await site.PostAsync($"/admin/content/Post/create?list={list}", null, ("TitlePart.Title", post), ("act", "publish"));
        }

        return (site, list);
    }

    private static async Task<string> TitlesAsync(ContentSite site, string list, string query = "")
    {
        var shown = Regex.Match(await site.Browser.ReadAsync($"/admin/content/item/{list}{query}"), "(?s)<ol class=\"listed-items\">.*?</ol>").Value;
        return string.Join(' ', Regex.Matches(shown, "<a href=\"[^\"]+\">([^<]+)</a>").Select(match => match.Groups[1].Value));
    }
}
