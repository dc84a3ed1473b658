using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Content.Items;

/// <summary>Does one thing to many items, as one batch to undo.</summary>
internal sealed class BulkItems(IContentManager contents, ChangeContext change, ItemRights rights)
{
    /// <summary>Answers how many were done; those that the user may not touch are left.</summary>
    public async Task<(int Done, string Batch)> DoAsync(ClaimsPrincipal user, Permission permission, IEnumerable<string> ids, Func<IContentManager, ContentItem, Task> act)
    {
        change.BatchId = ContentId.New();
        var wanted = ids.Distinct().ToList();
        var found = (await contents.GetAsync(wanted, VersionOptions.Latest)).ToDictionary(item => item.ContentItemId);
        var done = 0;
        foreach (var id in wanted)
        {
            var item = found.GetValueOrDefault(id) ?? await FindAsync(id);
            if (item is not null && await rights.MayAsync(user, permission, item))
            {
                await act(contents, item);
                done++;
            }
        }

        return (done, change.BatchId);
    }

    /// <summary>The newest version, from the trash too.</summary>
    public async Task<ContentItem?> FindAsync(string id)
        => await contents.GetAsync(id, VersionOptions.Latest) ?? (await contents.GetAllVersionsAsync(id)).FirstOrDefault(version => version.Has<TrashPart>());
}
