using System.Net;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments.Tests.Merge;

/// <summary>Two people made one keep all their files; parted again each has their own.</summary>
public sealed class MergeTests
{
    [Theory]
    [InlineData("Sqlite", false)]
    [InlineData("Sqlite", true)]
    [InlineData("Postgres", true)]
    public async Task Files_follow_the_person_and_come_back_by_undo(string database, bool isAdministrator)
    {
        var tenant = await AttachmentsTenant.SharedAsync(database);
        var browser = isAdministrator ? tenant.Admin : (await tenant.AsAsync("MergeContacts")).Browser;
        var (kept, gone) = (await tenant.ContactAsync(name: "Keller"), await tenant.ContactAsync(name: "Keler"));
        var (own, theirs, trashed) = (await tenant.FileAsync(kept, "own.txt"), await tenant.FileAsync(gone, "theirs.txt"), await tenant.FileAsync(gone, "trashed.txt"));
        using (await AttachmentsTenant.ActAsync(tenant.Admin, gone, "Delete", trashed))
        {
        }

        using (var merged = await browser.SubmitAsync($"/admin/people/merge?keep={kept}&gone={gone}", [new("Keep", kept), new("Gone", gone)], "/admin/people/merge?handler=Merge"))
        {
            Assert.True(merged.StatusCode == HttpStatusCode.Redirect, await merged.Content.ReadAsStringAsync());
        }

        Assert.Equal([own, theirs, trashed], (await tenant.FilesAsync(kept)).Select(file => file.AttachmentId));
        Assert.Equal(HttpStatusCode.OK, await tenant.StatusAsync($"/admin/attachments/{theirs}"));

        var batch = await tenant.InAsync(async services => (await services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(ItemId: theirs), 1))[0].BatchId);
        using (var undone = await browser.SubmitAsync("/admin/profile", [new("batch", batch!)], $"/admin/people/merge?handler=Undo&batch={batch}"))
        {
            Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        }

        Assert.Equal([own], (await tenant.FilesAsync(kept)).Select(file => file.AttachmentId));
        Assert.Equal([theirs, trashed], (await tenant.FilesAsync(gone)).Select(file => file.AttachmentId));
        Assert.Contains("theirs.txt", await tenant.PanelAsync(gone));
    }
}
