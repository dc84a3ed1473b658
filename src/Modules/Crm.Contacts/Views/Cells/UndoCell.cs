using System.Security.Claims;
using System.Text.Json;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;

namespace Crm.Contacts.Views.Cells;

/// <summary>Takes the save of a cell back, for who made it.</summary>
internal sealed class UndoCell(IHistory history, ISession session, IContentManager content, BatchRights batches, ChangeContext change)
{
    /// <summary>The save of that batch, when it is one of that person by that user and may be undone; else null.</summary>
    public async Task<HistoryEntry?> FindAsync(ClaimsPrincipal user, string? batch, string personId)
        => batch is { Length: > 0 } && await history.ListAsync(new HistoryFilter(BatchId: batch), 2) is [var entry] && entry.ItemId == personId && entry.Actor == user.UserId() && !entry.IsErased
            && await batches.MayUndoAsync(user, batch) ? entry : null;

    /// <summary>Makes the record what it was; when something else of it was changed since, the cell alone. False, and nothing is written, when the cell itself was.</summary>
    public async Task<bool> RunAsync(HistoryEntry save, ContentItem item, ICell cell)
    {
        change.Event = "Undone";
        if (session.GetVersion(item) == save.Version)
        {
            return (await history.UndoBatchAsync(save.BatchId!)).Count == 0;
        }

        if (await history.GetStateAsync(save.DocumentId, save.Version - 1) is not { } was || await history.GetStateAsync(save.DocumentId, save.Version) is not { } became
            || cell.Read(item) != cell.Read(became.Deserialize<ContentItem>()!))
        {
            return false;
        }

        cell.Carry(was.Deserialize<ContentItem>()!, item);
        await content.UpdateAsync(item);
        return true;
    }
}
