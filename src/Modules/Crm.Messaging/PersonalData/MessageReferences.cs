using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;
using Crm.Messaging.Automations;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.Tracking;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.PersonalData;

/// <summary>
/// The messages of a person who becomes another: they stay as they were written and go to who the person is now. What either wanted less of, was taken out of, or did not allow, holds for both: the stricter wins, also after the
/// merge was taken back. What either goes through, both go through.
/// </summary>
internal sealed class MessageReferences(ISession session, MessagePreferences preferences, AutomationExits exits, TrackingConsent tracking, Contexts.Contexts contexts) : IPersonReference
{
    public async Task<int> CountAsync(string personId, CancellationToken cancellationToken) => await (await session.GetConnectionAsync()).GetTable<Message>().CountAsync(row => row.PersonId == personId, cancellationToken);

    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        await preferences.TakeOverAsync(fromPersonId, toPersonId, cancellationToken);
        await exits.TakeOverAsync(fromPersonId, toPersonId, cancellationToken);
        await tracking.TakeOverAsync(fromPersonId, toPersonId, cancellationToken);
        await contexts.TakeOverAsync(fromPersonId, toPersonId, cancellationToken);
    }
}
