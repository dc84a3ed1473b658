using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Tests.Data;
using LinqToDB.Async;

namespace Crm.Kernel.Tests.Content;

/// <summary>The table of states: which rows are latest (L) and published (P) after each step.</summary>
public class VersionsOfItems
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_draft_never_published_is_one_latest_row(bool versionable)
    {
        await using var tenant = await PagesAsync(versionable);
        var id = await tenant.PageAsync("One", VersionOptions.Draft);

        Assert.Equal(["L-"], await RowsAsync(tenant, id));
        Assert.Null(await tenant.ContentAsync(contents => contents.GetAsync(id)));
        Assert.NotNull(await tenant.ContentAsync(contents => contents.GetAsync(id, VersionOptions.Draft)));
    }

    [Fact]
    public async Task Publishing_again_keeps_the_old_row_of_a_versionable_type()
    {
        await using var tenant = await PagesAsync(versionable: true);
        var id = await tenant.PageAsync("One");
        await EditAsync(tenant, id, "Two", publish: true);

        Assert.Equal(["--", "LP"], await RowsAsync(tenant, id));
        Assert.Equal("Two", (await tenant.ContentAsync(contents => contents.GetAsync(id)))!.DisplayText);
    }

    [Fact]
    public async Task Publishing_again_overwrites_the_one_row_of_a_type_without_versions()
    {
        await using var tenant = await PagesAsync(versionable: false);
        var id = await tenant.PageAsync("One");
        await EditAsync(tenant, id, "Two", publish: true);

        Assert.Equal(["LP"], await RowsAsync(tenant, id));
        Assert.Equal("Two", (await tenant.ContentAsync(contents => contents.GetAsync(id)))!.As<TitlePart>()!.Title);
    }

    [Fact]
    public async Task A_draft_beside_a_published_row_takes_over_being_the_latest()
    {
        await using var tenant = await PagesAsync(versionable: true);
        var id = await tenant.PageAsync("One");
        await EditAsync(tenant, id, "Two", publish: false);

        Assert.Equal(["-P", "L-"], await RowsAsync(tenant, id));
        Assert.Equal("One", (await tenant.ContentAsync(contents => contents.GetAsync(id)))!.DisplayText);
        Assert.Equal("Two", (await tenant.ContentAsync(contents => contents.GetAsync(id, VersionOptions.Latest)))!.DisplayText);
    }

    [Fact]
    public async Task Discarding_a_draft_makes_the_published_row_the_latest_again()
    {
        await using var tenant = await PagesAsync(versionable: true);
        var id = await tenant.PageAsync("One");
        await EditAsync(tenant, id, "Two", publish: false);
        await tenant.ContentAsync(async contents => await contents.DiscardDraftAsync((await contents.GetAsync(id, VersionOptions.Draft))!));

        Assert.Equal(["LP", "--"], await RowsAsync(tenant, id));
    }

    [Fact]
    public async Task Unpublishing_leaves_a_latest_row_that_nobody_reads()
    {
        await using var tenant = await PagesAsync(versionable: true);
        var id = await tenant.PageAsync("One");
        await tenant.ContentAsync(async contents => await contents.UnpublishAsync((await contents.GetAsync(id))!));

        Assert.Equal(["L-"], await RowsAsync(tenant, id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Removing_clears_every_flag_and_restoring_brings_them_back(bool versionable)
    {
        await using var tenant = await PagesAsync(versionable);
        var id = await tenant.PageAsync("One");
        if (versionable)
        {
            await EditAsync(tenant, id, "Two", publish: false);
        }

        var before = await RowsAsync(tenant, id);
        await tenant.ContentAsync(async contents => await contents.RemoveAsync((await contents.GetAsync(id, VersionOptions.Latest))!));
        Assert.All(await RowsAsync(tenant, id), row => Assert.Equal("--", row));
        Assert.NotNull(await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().Select(index => index.RemovedUtc).FirstAsync()));

        await tenant.ContentAsync(async contents => await contents.RestoreAsync((await contents.GetAllVersionsAsync(id))[0]));
        Assert.Equal(before, await RowsAsync(tenant, id));
        Assert.False((await tenant.ContentAsync(contents => contents.GetAsync(id)))!.Has<Crm.Kernel.Content.Trash.TrashPart>());
    }

    [Fact]
    public async Task Many_items_come_in_the_order_asked_for_and_missing_ones_are_left_out()
    {
        await using var tenant = await PagesAsync(versionable: false);
        var (a, b) = (await tenant.PageAsync("A"), await tenant.PageAsync("B"));

        var found = await tenant.ContentAsync(contents => contents.GetAsync([b, "missing", a, b]));

        Assert.Equal(["B", "A", "B"], found.Select(item => item.DisplayText));
    }

    [Fact]
    public async Task A_copy_has_new_ids_and_is_not_stored()
    {
        await using var tenant = await PagesAsync(versionable: false);
        var id = await tenant.PageAsync("One");
        var copy = await tenant.ContentAsync(async contents => await contents.CloneAsync((await contents.GetAsync(id))!));

        Assert.NotEqual(id, copy.ContentItemId);
        Assert.Equal(("One (copy)", false, false), (copy.DisplayText, copy.Latest, copy.Published));
    }

    [Fact]
    public async Task An_item_of_an_unknown_type_is_refused()
    {
        await using var tenant = await ContentTenant.CreateAsync();
        await Assert.ThrowsAsync<Crm.Kernel.Content.Life.UnknownContentTypeException>(() => tenant.ContentAsync(contents => contents.NewAsync("Nothing")));
    }

    private static async Task<TestTenant> PagesAsync(bool versionable)
    {
        var tenant = await ContentTenant.CreateAsync();
        await tenant.DefinePageAsync(versionable);
        return tenant;
    }

    private static Task EditAsync(TestTenant tenant, string id, string title, bool publish) => tenant.ContentAsync(async contents =>
    {
        var draft = (await contents.GetAsync(id, VersionOptions.DraftRequired))!;
        draft.Alter<TitlePart>(part => part.Title = title);
        await contents.UpdateAsync(draft);
        if (publish)
        {
            await contents.PublishAsync(draft);
        }
    });

    private static async Task<string[]> RowsAsync(TestTenant tenant, string id)
        => [.. (await tenant.AskAsync(session => session.QueryIndex<ContentItemIndex>().Where(index => index.ContentItemId == id).OrderBy(index => index.DocumentId).ToListAsync()))
            .Select(index => (index.Latest ? "L" : "-") + (index.Published ? "P" : "-"))];
}
