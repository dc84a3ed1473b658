using System.Security.Claims;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Kernel.Security;

/// <summary>
/// Who may undo a batch: who may undo each thing it did. A move to the trash and back asks for the right to delete, a publication for that to publish, the rest for
/// that to edit, and what was made for the right to delete it too; on every record, however many. What is no content (settings, roles) only administrators undo.
/// </summary>
public sealed class BatchRights(ISession session, RecordScopes scopes, Rights rights)
{
    /// <summary>Whether that user may undo the whole batch; false for one that never was.</summary>
    public async Task<bool> MayUndoAsync(ClaimsPrincipal user, string batchId)
    {
        var saves = (await session.GetConnectionAsync()).GetTable<HistoryRow>().Where(row => row.BatchId == batchId);
        var kinds = await saves.Select(row => new { row.Type, row.Event, IsItem = row.ItemId != null, IsNew = row.Version == 1 }).Distinct().ToListAsync();
        if (kinds.Count == 0 || await rights.IsAdministratorAsync(user))
        {
            return kinds.Count > 0;
        }

        if (kinds.Exists(kind => !kind.IsItem))
        {
            return false;
        }

        foreach (var (type, permission) in kinds.SelectMany(kind => Asked(kind.Event, kind.IsNew).Select(permission => (kind.Type, permission))).Distinct())
        {
            if (!await ReachesAllAsync(await scopes.ForAsync(user, type, permission), saves.Where(row => row.Type == type)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the batch did that to records of these types, and nothing else.</summary>
    public async Task<bool> IsOnlyAsync(string batchId, string @event, params string[] types)
    {
        var saves = (await session.GetConnectionAsync()).GetTable<HistoryRow>().Where(row => row.BatchId == batchId);
        return await saves.AnyAsync() && !await saves.AnyAsync(row => !types.Contains(row.Type) || row.Event != @event);
    }

    private async Task<bool> ReachesAllAsync(RecordScope scope, IQueryable<HistoryRow> saves)
    {
        if (scope.Owners is not { } owners)
        {
            return true;
        }

        var own = owners.ToArray();
        var items = session.QueryIndex<ContentItemIndex>();

        // Whose owner cannot be told any more is somebody else's.
        return own.Length > 0 && !await saves.AnyAsync(row => !items.Any(item => item.ContentItemId == row.ItemId) || items.Any(item => item.ContentItemId == row.ItemId && !own.Contains(item.Owner)));
    }

    private static IEnumerable<Permission> Asked(string @event, bool isNew) => @event switch
    {
        "Removed" or "Restored" or "Deleted" => [CommonPermissions.DeleteContent],
        "Published" or "Unpublished" => [CommonPermissions.PublishContent],
        _ => isNew ? [CommonPermissions.EditContent, CommonPermissions.DeleteContent] : [CommonPermissions.EditContent],
    };
}
