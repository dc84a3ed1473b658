using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Tests.Items;

public class ManyAtOnce
{
    [Fact]
    public async Task What_lies_in_the_trash_is_not_published_and_what_does_not_is_not_restored()
    {
        var site = await PartnersAsync(2);
        var (trashed, draft) = (await site.IdAsync("Partner 0"), await site.IdAsync("Partner 1"));
        await site.PostAsync("/admin/content/Partner", "/admin/content/Partner?handler=Delete", ("ids", trashed));
        await site.PostAsync("/admin/content/Partner", "/admin/content/Partner?handler=Publish", ("ids", trashed), ("ids", draft));
        await site.PostAsync("/admin/content/Partner", "/admin/content/Partner?handler=Restore", ("ids", draft));
        Assert.Null(await site.ItemAsync(trashed));
        Assert.NotNull(await site.ItemAsync(draft));
    }

    [Theory]
    [InlineData("Delete", "DeleteContent", "EditContent", "PublishContent")]
    [InlineData("Publish", "PublishContent", "EditContent", "DeleteContent")]
    public async Task A_bulk_act_is_undone_by_who_might_have_done_it_and_by_nobody_else(string act, string right, params string[] others)
    {
        var site = await PartnersAsync(1);
        var id = await site.IdAsync("Partner 0");
        var undo = await DoAsync(site, act, id);
        using var stranger = await site.AsAsync("stranger", ["AccessAdminPanel", "ListContent", .. others.Where(other => other != "PublishContent" || act == "Delete")]);
        using var refused = await stranger.SubmitAsync("/admin/content/Partner", [], undo);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var peer = await site.AsAsync("peer", "AccessAdminPanel", "ListContent", right);
        using var done = await peer.SubmitAsync("/admin/content/Partner", [], undo);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.False(await site.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))!.Published));
    }

    [Fact]
    public async Task Every_record_of_a_batch_is_looked_at_also_the_sixtieth()
    {
        var site = await PartnersAsync(60);
        using var owner = await site.AsAsync("owner", "AccessAdminPanel", "ListContent", "EditOwnContent", "PublishOwnContent");
        var batch = await site.InAsync(async services =>
        {
            var (change, content) = (services.GetRequiredService<ChangeContext>(), services.GetRequiredService<IContentManager>());
            var me = (await services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Crm.Kernel.Users.User>>().FindByNameAsync("owner"))!.UserId;
            change.BatchId = ContentId.New();
            for (var i = 0; i < 60; i++)
            {
                var item = (await content.GetAsync(await site.IdAsync($"Partner {i}"), VersionOptions.Latest))!;
                item.Owner = i == 0 ? "somebody-else" : me;
                await content.UpdateAsync(item);
            }

            return change.BatchId;
        });
        using var refused = await owner.SubmitAsync("/admin/content/Partner", [], $"/admin/content/Partner?handler=Undo&batch={batch}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_batch_of_settings_is_not_undone_by_who_may_edit_content()
    {
        var site = await PartnersAsync(1);
        var batch = await site.InAsync(async services =>
        {
            var change = services.GetRequiredService<ChangeContext>();
            change.BatchId = ContentId.New();
            await services.GetRequiredService<Crm.Kernel.Users.Roles>().ChangeAsync(all => all.FindOrAdd("Nobody").SetPermissions([]));
            return change.BatchId;
        });
        using var editor = await site.AsAsync("editor", "AccessAdminPanel", "ListContent", "PublishContent", "DeleteContent");
        foreach (var unknown in new[] { batch, "neverwas" })
        {
            using var refused = await editor.SubmitAsync("/admin/content/Partner", [], $"/admin/content/Partner?handler=Undo&batch={unknown}");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    private static async Task<ContentSite> PartnersAsync(int count)
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync();
        await site.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            for (var i = 0; i < count; i++)
            {
                var item = await content.NewAsync("Partner");
                item.Alter<Kernel.Content.Parts.TitlePart>(part => part.Title = $"Partner {i}");
                await content.CreateAsync(item, VersionOptions.Draft);
            }

            return count;
        });
        return site;
    }

    /// <summary>Does it by the administrator; the address of the undo that is offered.</summary>
    private static async Task<string> DoAsync(ContentSite site, string act, string id)
    {
        await site.PostAsync("/admin/content/Partner", $"/admin/content/Partner?handler={act}", ("ids", id));
        var batch = await site.InAsync(async services => (await services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(ItemId: id), 1))[0].BatchId);
        return $"/admin/content/Partner?handler=Undo&batch={batch}";
    }
}
