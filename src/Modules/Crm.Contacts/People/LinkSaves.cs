using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;

namespace Crm.Contacts.People;

/// <summary>Stores a person whose links were changed, so that who did it can take that one save back.</summary>
internal sealed class LinkSaves(ISession session, IContentManager content, IHistory history, BatchRights batches, ChangeContext change)
{
    /// <summary>Stores the person.</summary>
    /// <returns>The batch that takes it back; null when the user may not.</returns>
    public async Task<string?> StoreAsync(ClaimsPrincipal user, ContentItem person)
    {
        change.BatchId = ContentId.New();
        await content.UpdateAsync(person);
        await session.FlushAsync();
        return await FindAsync(user, change.BatchId) is null ? null : change.BatchId;
    }

    /// <summary>The one save of that batch, when it is that user's own, of a person's record, and he may take it back; else null.</summary>
    public async Task<HistoryEntry?> FindAsync(ClaimsPrincipal user, string? batch)
        => batch is { Length: > 0 } && await history.ListAsync(new HistoryFilter(BatchId: batch), 2) is [{ Type: ContactTypes.Person, Event: "Updated", IsErased: false } save] && save.Actor == user.UserId() && await batches.MayUndoAsync(user, batch)
            ? save : null;

    /// <summary>Takes the save back and keeps later changes of other members. False, and nothing is written, when the links themselves were changed again.</summary>
    public async Task<bool> UndoAsync(HistoryEntry save)
    {
        change.Event = "Undone";
        return (await history.UndoAsync(save.Id)).Count == 0;
    }
}
