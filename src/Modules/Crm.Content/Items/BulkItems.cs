using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Content.Items;

/// <summary>Does one thing to many items, as one batch to undo.</summary>
internal sealed class BulkItems(IContentManager contents, ChangeContext change, ItemRights rights)
{
    /// <summary>Answers how many were done; those that the user may not touch, and those that are not where the act takes them from, are left.</summary>
    public async Task<(int Done, string Batch)> DoAsync(ClaimsPrincipal user, BulkAct act, IEnumerable<string> ids)
    {
        (change.BatchId, change.Event) = (ContentId.New(), act.Event);
        var wanted = ids.Distinct().ToList();
        var done = 0;
        foreach (var item in act.FromTrash ? await TrashedAsync(wanted) : await contents.GetAsync(wanted, VersionOptions.Latest))
        {
            if (await rights.MayAsync(user, act.Permission, item))
            {
                await act.Do(contents, item);
                done++;
            }
        }

        return (done, change.BatchId);
    }

    private async Task<IReadOnlyList<ContentItem>> TrashedAsync(IEnumerable<string> ids)
    {
        var found = new List<ContentItem>();
        foreach (var id in ids)
        {
            var versions = await contents.GetAllVersionsAsync(id);
            if (!versions.Any(version => version.Latest || version.Published) && versions.FirstOrDefault(version => version.Has<TrashPart>()) is { } item)
            {
                found.Add(item);
            }
        }

        return found;
    }
}

/// <summary>What can be done to many items at once.</summary>
/// <param name="Event">As history tells it.</param>
/// <param name="FromTrash">It is done to what lies in the trash, else to what does not.</param>
internal sealed record BulkAct(string Event, Permission Permission, bool FromTrash, Func<IContentManager, ContentItem, Task> Do)
{
    public static readonly BulkAct Remove = new("Removed", CommonPermissions.DeleteContent, FromTrash: false, (contents, item) => contents.RemoveAsync(item));

    public static readonly BulkAct Publish = new("Published", CommonPermissions.PublishContent, FromTrash: false, (contents, item) => contents.PublishAsync(item));

    public static readonly BulkAct Restore = new("Restored", CommonPermissions.DeleteContent, FromTrash: true, (contents, item) => contents.RestoreAsync(item));
}
