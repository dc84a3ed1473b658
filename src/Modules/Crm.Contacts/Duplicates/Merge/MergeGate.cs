using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>Who may make which two people one, and who may part them again; asked by page and API alike.</summary>
internal sealed class MergeGate(ContactSights sights, DataUses uses, IHistory history, BatchRights batches)
{
    /// <summary>The two, when the user may edit who stays and edit and delete who goes; null for one that is not to be merged.</summary>
    public async Task<(ContentItem? Survivor, ContentItem? Other)> FindAsync(ClaimsPrincipal user, string? keep, string? gone)
    {
        if (keep is not { Length: > 0 } || gone is not { Length: > 0 } || keep == gone)
        {
            return (null, null);
        }

        var other = await sights.FindAsync(user, gone, ContactTypes.Person, CommonPermissions.EditContent);
        return (await sights.FindAsync(user, keep, ContactTypes.Person, CommonPermissions.EditContent),
            other is not null && await sights.MayAsync(user, other, CommonPermissions.DeleteContent) ? other : null);
    }

    /// <summary>Why it is asked whether the merge is meant, although the data of one of them may be used for nothing else; null when it is not.</summary>
    public async Task<string?> DoubtAsync(string keep, string gone, CancellationToken cancellationToken) => (await uses.RefusedAsync([keep, gone], DataUse.Merge, cancellationToken)).Values.FirstOrDefault();

    /// <summary>Whether the batch is a merge that the user may take back.</summary>
    public async Task<bool> MayUndoAsync(ClaimsPrincipal user, string batch)
        => (await history.ListAsync(new HistoryFilter(BatchId: batch), 1)).FirstOrDefault() is { Event: "Merged" } && await batches.MayUndoAsync(user, batch);
}
