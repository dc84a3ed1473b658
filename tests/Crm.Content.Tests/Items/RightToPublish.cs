using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Tests.Items;

public class RightToPublish
{
    [Theory]
    [InlineData("Edit_Partner")]
    [InlineData("EditContent")]
    public async Task Who_may_only_edit_saves_drafts_and_publishes_nothing(string right)
    {
        var (site, id) = await PartnerAsync();
        using var clerk = await site.AsAsync("clerk", "AccessAdminPanel", "ListContent", "ViewContent", right);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk, "/admin/content/Partner/create", null, ("TitlePart.Title", "New"), ("act", "publish")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk, $"/admin/content/item/{id}/edit", null, ("TitlePart.Title", "Changed"), ("act", "publish")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk, $"/admin/content/item/{id}/edit", null, ("TitlePart.Title", "Changed")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk, $"/admin/content/item/{id}", $"/admin/content/item/{id}?handler=Unpublish"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(clerk, $"/admin/content/item/{id}/edit", null, ("TitlePart.Title", "Changed"), ("act", "draft")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk, $"/admin/content/item/{id}", $"/admin/content/item/{id}?handler=Publish"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(clerk, "/admin/content/Partner", "/admin/content/Partner?handler=Publish", ("ids", id)));

        Assert.Equal("Élan", (await site.ItemAsync(id))!.DisplayText);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(clerk, "/admin/content/Partner/create", null, ("TitlePart.Title", "Mine"), ("act", "draft")));
    }

    [Fact]
    public async Task Nobody_is_shown_a_button_he_may_not_press()
    {
        var (site, id) = await PartnerAsync();
        string[] pages = ["/admin/content/Partner", "/admin/content", "/admin/content/Partner/create", $"/admin/content/item/{id}", $"/admin/content/item/{id}/edit"];
        using var clerk = await site.AsAsync("clerk", "AccessAdminPanel", "ListContent", "Edit_Partner");
        using var editor = await site.AsAsync("editor", "AccessAdminPanel", "ListContent", "Publish_Partner", "Delete_Partner");

        foreach (var page in pages)
        {
            var (his, hers) = (await clerk.ReadAsync(page), await editor.ReadAsync(page));
            Assert.DoesNotMatch("handler=(Publish|Unpublish|Delete|Restore)|value=\"publish\"", his);
            Assert.Matches("handler=(Publish|Unpublish)|value=\"publish\"", hers);
        }
    }

    [Fact]
    public async Task Who_may_publish_his_own_publishes_his_own_only()
    {
        var (site, id) = await PartnerAsync();
        using var author = await site.AsAsync("author", "AccessAdminPanel", "ListContent", "Edit_Partner", "PublishOwn_Partner");

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(author, "/admin/content/Partner/create", null, ("TitlePart.Title", "Own"), ("act", "publish")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(author, $"/admin/content/item/{id}/edit", null, ("TitlePart.Title", "Changed"), ("act", "publish")));

        var own = await site.IdAsync("Own");
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(author, $"/admin/content/item/{own}/edit", null, ("TitlePart.Title", "Own 2"), ("act", "publish")));
        Assert.Equal("Own 2", (await site.ItemAsync(own))!.DisplayText);
    }

    [Fact]
    public async Task Where_a_type_has_no_drafts_the_right_to_edit_saves()
    {
        var (site, id) = await PartnerAsync(draftable: false);
        using var clerk = await site.AsAsync("clerk", "AccessAdminPanel", "ListContent", "Edit_Partner");

        Assert.Contains("value=\"publish\"", await clerk.ReadAsync($"/admin/content/item/{id}/edit"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(clerk, $"/admin/content/item/{id}/edit", null, ("TitlePart.Title", "Changed"), ("act", "publish")));
        Assert.Equal("Changed", (await site.ItemAsync(id))!.DisplayText);
    }

    [Fact]
    public async Task A_draft_that_would_take_the_item_back_from_publication_asks_for_the_right_too()
    {
        var (site, id) = await PartnerAsync(versionable: false);
        using var clerk = await site.AsAsync("clerk", "AccessAdminPanel", "ListContent", "Edit_Partner");

        Assert.DoesNotContain($"item/{id}/edit", await clerk.ReadAsync($"/admin/content/item/{id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk, $"/admin/content/item/{id}", $"/admin/content/item/{id}/edit", ("TitlePart.Title", "Changed"), ("act", "draft")));
        Assert.Equal("Élan", (await site.ItemAsync(id))!.DisplayText);
    }

    private static async Task<(ContentSite Site, string Id)> PartnerAsync(bool draftable = true, bool versionable = true)
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("City", "TextField"));
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().AlterTypeDefinitionAsync("Partner", type => type.Draftable(draftable).Versionable(versionable));
            return 0;
        });
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", "Élan"), ("act", "publish"));
        return (site, await site.IdAsync("Élan"));
    }

    private static async Task<HttpStatusCode> StatusAsync(TestBrowser browser, string page, string? action, params (string Name, string Value)[] fields)
    {
        using var response = await browser.SubmitAsync(page, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), action);
        return response.StatusCode;
    }
}
