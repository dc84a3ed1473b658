using Crm.Contacts;
using Crm.Contacts.Panels;
using Crm.Contacts.PersonalData;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Messaging.Contexts;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.Restraint;
using Crm.Messaging.StopList;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Write;

/// <summary>What somebody, or those of a household, were written and what is kept back, on their page: why they got nothing this week too.</summary>
internal sealed class MessagesPanel(ISession session, MessageLedger ledger, Restraints restraints, LedgerWords words, DataSubjects subjects, Recipients recipients, MessagePreferences preferences, StoppedAddresses stops, ContextBook contexts, Rights rights, TimeProvider time, IStringLocalizer<MessagesPanel> s) : IContactPanel
{
    private const int Size = 5;
    private const int Kept = 3;
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    public string Name => "messages";

    public string Title => s["Messages"];

    public string Position => "15";

    public string? Permission => MessagingPermissions.View;

    public bool IsFor(string contentType) => contentType is ContactTypes.Person or ContactTypes.Household;

    public string View => "/Crm.Messaging/Write/_Messages.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var id = context.Contact.ContentItemId;
        var isPerson = context.Contact.ContentType == ContactTypes.Person;
        IReadOnlyList<string> people = isPerson ? (await subjects.FindAsync(id, cancellationToken))?.Ids ?? [id] : await MembersAsync(id, context, cancellationToken);
        var lines = await ledger.OfPeopleAsync(people, Size, cancellationToken);
        var since = time.GetUtcNow().UtcDateTime - s_week;
        var wasWritten = await ledger.AnySentAsync(people, since, cancellationToken);
        var (settings, names) = (await restraints.SettingsAsync(), await contexts.NamesAsync(context.User));
        var kept = wasWritten ? [] : (await ledger.KeptBackAsync(people, since, Kept, cancellationToken)).Select(line => words.Sentence(line.Message, settings, names)).Where(sentence => sentence.Length > 0).Distinct().ToList();
        return new MessagesOfContact(isPerson ? id : null, lines, words, kept, wasWritten, isPerson && await rights.HoldsAsync(context.User, MessagingPermissions.Write),
            isPerson && (await preferences.StandAsync(id, cancellationToken)).ContainsKey(""),
            isPerson && (await stops.OfPersonAsync(context.Contact, cancellationToken)).Any(row => row.LiftedUtc is null));
    }

    // Those whom the reader may see.
    private async Task<IReadOnlyList<string>> MembersAsync(string householdId, PanelContext context, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var members = await session.QueryIndex<MembershipIndex>().Where(row => row.HouseholdId == householdId && (row.From == null || row.From <= today) && (row.To == null || row.To >= today)).Select(row => row.PersonId).Distinct().ToListAsync(cancellationToken);
        return [.. (await recipients.NamesAsync(context.User, members)).Keys];
    }
}

/// <summary>What the panel shows.</summary>
/// <param name="PersonId">Null on a household's page.</param>
/// <param name="Kept">Why nothing came this week, as sentences; empty when something came or nothing was meant to.</param>
/// <param name="IsLeft">Whether they want no letters to many, for now or for good.</param>
/// <param name="IsStopped">Whether an address of theirs is on the stop list.</param>
internal sealed record MessagesOfContact(string? PersonId, IReadOnlyList<LedgerLine> Lines, LedgerWords Words, IReadOnlyList<string> Kept, bool WasWritten, bool MayWrite, bool IsLeft, bool IsStopped)
{
    /// <summary>Whether any of these messages was put by a rule.</summary>
    public bool IsAutomatic => Lines.Any(line => line.Message.Automation.Length > 0);
}
