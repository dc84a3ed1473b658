using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Saves;

/// <summary>Undoes saves and puts versions back, where the user may.</summary>
public sealed class WayBack(IHistory history, IContentManager contents, Rights rights, BatchRights batches, ChangeContext change, SavedPast past, IStringLocalizer<WayBack> s)
{
    /// <summary>Undoes one save and keeps later changes to other fields. Null when it was done, else why not; nothing is written then.</summary>
    public async Task<string?> UndoAsync(HistoryEntry entry, ClaimsPrincipal user)
    {
        if (await RefusalAsync(entry, user) is { } refusal)
        {
            return refusal;
        }

        if (entry.IsErased)
        {
            return s["Not undone: the person was erased for good, and with them what this save said."];
        }

        change.Event = "Undone";
        var clashes = await history.UndoAsync(entry.Id);
        return clashes.Count == 0
            ? null
            : s["Not undone: these fields were changed again since, and undoing would lose that: {0}.", string.Join(", ", await past.LabelAsync(entry.Type, clashes))].Value;
    }

    /// <summary>Makes the record what it was right after that save. Null when it was done, else why not.</summary>
    public async Task<string?> RestoreAsync(HistoryEntry entry, ClaimsPrincipal user)
    {
        if (await RefusalAsync(entry, user) is { } refusal)
        {
            return refusal;
        }

        if (entry.ItemId is null || await history.GetStateAsync(entry.DocumentId, entry.Version) is not { } state)
        {
            return s["There is no version to put back: after this save the record was gone."];
        }

        if (await contents.GetAsync(entry.ItemId, VersionOptions.Latest) is not { } item)
        {
            return s["The record is in the trash: undo its removal first."];
        }

        foreach (var name in item.Data.Select(member => member.Key).ToList())
        {
            item.Remove(name);
        }

        change.Event = "Restored";
        await contents.UpdateAsync(item.Merge(state));
        return null;
    }

    /// <summary>Undoes a batch and gives the documents that were changed since: they stay as they are. Null when the user may not undo all of it; nothing is written then.</summary>
    public async Task<IReadOnlyList<long>?> UndoBatchAsync(string batchId, ClaimsPrincipal user)
    {
        if (!await batches.MayUndoAsync(user, batchId))
        {
            return null;
        }

        change.Event = "Undone";
        return await history.UndoBatchAsync(batchId);
    }

    /// <summary>Undoing a change of a role or setting can give rights: only who holds all of them may.</summary>
    public async Task<string?> RefusalAsync(HistoryEntry entry, ClaimsPrincipal user)
    {
        var may = entry.ItemId is null
            ? await rights.IsAdministratorAsync(user)
            : await rights.HoldsAsync(user, CommonPermissions.Typed(CommonPermissions.EditContent, entry.Type), await contents.GetAsync(entry.ItemId, VersionOptions.Latest));
        return may ? null : s["You may see this save but not undo it: you do not have the right to edit this record."].Value;
    }
}
