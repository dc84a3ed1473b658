using System.Security.Claims;
using System.Text.Json;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;

namespace Crm.Contacts.Views.Cells;

/// <summary>What the save of a cell wrote.</summary>
/// <param name="Own">The save of the record itself.</param>
/// <param name="All">That one, and for a household's address those of the people who live there.</param>
internal sealed record CellSave(HistoryEntry Own, IReadOnlyList<HistoryEntry> All)
{
    /// <summary>The people whose rows in the list it changed.</summary>
    public IEnumerable<string> People => All.Where(save => save.Type == ContactTypes.Person).Select(save => save.ItemId).OfType<string>();
}

/// <summary>Takes the save of a cell back, for who made it.</summary>
internal sealed class UndoCell(IHistory history, IContentManager content, BatchRights batches, ChangeContext change)
{
    // More people than live in any home.
    private const int Most = 500;

    /// <summary>The save of that batch, when it is one of a cell of that record by that user; else null.</summary>
    public async Task<CellSave?> FindAsync(ClaimsPrincipal user, string? batch, string recordId)
    {
        var saves = batch is { Length: > 0 } ? await history.ListAsync(new HistoryFilter(BatchId: batch), Most) : [];
        var own = saves.FirstOrDefault(save => save.ItemId == recordId);
        return own is not null && saves.All(save => save.Actor == user.UserId() && save is { Event: "Updated", IsErased: false } && (save == own || (own.Type == ContactTypes.Household && save.Type == ContactTypes.Person)))
            ? new CellSave(own, saves) : null;
    }

    /// <summary>Whether that user may take it back.</summary>
    public Task<bool> MayAsync(ClaimsPrincipal user, CellSave save) => batches.MayUndoAsync(user, save.Own.BatchId!);

    /// <summary>Makes the records what they were; when something else of them was changed since, the cell alone. False, and nothing is written, when the cell itself was.</summary>
    public async Task<bool> RunAsync(CellSave save, ContentItem record, ICell cell)
    {
        change.Event = "Undone";
        if (await IsNewestAsync(save))
        {
            return (await history.UndoBatchAsync(save.Own.BatchId!)).Count == 0;
        }

        if (await history.GetStateAsync(save.Own.DocumentId, save.Own.Version - 1) is not { } was || await history.GetStateAsync(save.Own.DocumentId, save.Own.Version) is not { } became
            || cell.Read(record) != cell.Read(became.Deserialize<ContentItem>()!))
        {
            return false;
        }

        cell.Carry(was.Deserialize<ContentItem>()!, record);
        await content.UpdateAsync(record);
        return true;
    }

    private async Task<bool> IsNewestAsync(CellSave save)
    {
        foreach (var one in save.All)
        {
            if ((await history.ListAsync(one.DocumentId, 1))[0].Version != one.Version)
            {
                return false;
            }
        }

        return true;
    }
}
