using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Localization;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Tenants;
using Crm.Messaging.Approvals;
using Crm.Messaging.Automations;
using Crm.Messaging.Brakes;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using Crm.Messaging.Preferences;
using Crm.Messaging.Restraint;
using Crm.Messaging.Silences;
using Crm.Messaging.StopList;
using Crm.Messaging.Trips;
using LinqToDB.Data;

namespace Crm.Messaging.Send;

/// <summary>
/// Whether messages may leave, asked when they are about to: brake, what the person's data may be used for and what they want, the stop list, approval of what is old, what the person goes through, silence, guards and restraint, quiet hours, the pace of the receiving domain, in this order; some messages at
/// a time. Each answer names those that do not go, by the message's id. Scoped.
/// </summary>
internal sealed class SendChecks(
    BrakeBoard brakes, SegmentReach reach, DataUses uses, MessagePreferences preferences, AutomationExits exits, StoppedAddresses stops, TextApprovals approvals, ContextRules contexts, SilenceRules silences, IEnumerable<ISendGuard> guards, Restraints restraints, DomainPaces paces, PersonCeiling ceiling, LocalTime local, ShellSettings settings, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Asked before letters are written.</summary>
    /// <returns>Those that do not go; and of each who is counted, whom they live with.</returns>
    public async Task<(IReadOnlyDictionary<long, Decision> Stopped, IReadOnlyDictionary<string, IReadOnlyList<string>> Homes)> AskAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        var (stopped, homes) = await JudgeAsync(drafts, cancellationToken);
        foreach (var (id, decision) in await paces.AskAsync([.. drafts.Where(draft => !stopped.ContainsKey(draft.Message.Id))], cancellationToken))
        {
            stopped.Add(id, decision);
        }

        return (stopped, homes);
    }

    /// <summary>The same of messages that nobody has put: no domain's turn is taken.</summary>
    /// <returns>Those that would not go.</returns>
    public async Task<IReadOnlyDictionary<long, Decision>> ForeseeAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken) => (await JudgeAsync(drafts, cancellationToken)).Stopped;

    /// <summary>Asked once more within the transaction that notes that they are begun: what may have changed since, or be changed by other messages at this moment. Those that go are counted one after the other.</summary>
    /// <param name="messages">Each with who gets it, and whom they lived with when the letter was written.</param>
    public async Task<IReadOnlyDictionary<long, Decision>> AskAtLastAsync(DataConnection db, IReadOnlyList<(Message Message, Receiver Receiver)> messages, CancellationToken cancellationToken)
    {
        var counted = messages.Where(one => one.Message.Class != (int)MessageClass.Transactional).ToList();
        var homes = counted.Select(one => one.Receiver).DistinctBy(receiver => receiver.PersonId).ToDictionary(receiver => receiver.PersonId, receiver => receiver.LivesWith, StringComparer.Ordinal);
        await LockAsync(db, homes, cancellationToken);
        var stopped = await AllowedAsync([.. messages.Select(one => new ContextQuestion(one.Message, one.Receiver.PersonId, one.Receiver.Tone))], cancellationToken);
        var (tally, now) = (await restraints.TallyAsync(homes, cancellationToken), Now);
        foreach (var (message, receiver) in counted.Where(one => !stopped.ContainsKey(one.Message.Id)))
        {
            if (RestraintOf(message, receiver.PersonId, tally) is { } decision)
            {
                stopped.Add(message.Id, decision);
            }
            else
            {
                tally.Add(receiver.PersonId, message.Channel, (MessageIntensity)message.Intensity, now);
            }
        }

        foreach (var (id, decision) in await ceiling.AskAsync([.. messages.Where(one => !stopped.ContainsKey(one.Message.Id)).Select(one => one.Message)], cancellationToken))
        {
            stopped.Add(id, decision);
        }

        return stopped;
    }

    // Lets nobody else count messages to these people until the end of the transaction. SQLite's write gate does that by itself.
    private async Task LockAsync(DataConnection db, IReadOnlyDictionary<string, IReadOnlyList<string>> homes, CancellationToken cancellationToken)
    {
        if (settings.DatabaseProvider != "Postgres")
        {
            return;
        }

        // In one order, so that two never wait for each other.
        foreach (var person in homes.Values.SelectMany(home => home).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            await db.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext(@person))", cancellationToken, new DataParameter("person", person));
        }
    }

    private async Task<(Dictionary<long, Decision> Stopped, IReadOnlyDictionary<string, IReadOnlyList<string>> Homes)> JudgeAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        var stopped = await AllowedAsync([.. drafts.Select(draft => new ContextQuestion(draft.Message, draft.PersonId, draft.Text.Tone))], cancellationToken);
        var homes = await restraints.HomesAsync(drafts.Where(draft => draft.Class != MessageClass.Transactional && !stopped.ContainsKey(draft.Message.Id)).Select(draft => draft.PersonId).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var tally = await restraints.TallyAsync(homes, cancellationToken);
        foreach (var draft in drafts.Where(draft => !stopped.ContainsKey(draft.Message.Id)))
        {
            var decision = await SilenceAsync(draft) ?? await GuardAsync(draft, cancellationToken) ?? RestraintOf(draft.Message, draft.PersonId, tally) ?? await QuietAsync(draft);
            if (decision is not null)
            {
                stopped.Add(draft.Message.Id, decision);
            }
        }

        return (stopped, homes);
    }

    private async Task<Dictionary<long, Decision>> AllowedAsync(IReadOnlyList<ContextQuestion> messages, CancellationToken cancellationToken)
    {
        var stopped = new Dictionary<long, Decision>();
        var pulled = await brakes.OnAsync(cancellationToken);
        var inSegments = await reach.AmongAsync(pulled, [.. messages.Select(one => one.PersonId)], cancellationToken);
        var refused = await uses.RefusedAsync(messages.Select(one => one.PersonId).ToHashSet(StringComparer.Ordinal), DataUse.Send, cancellationToken);
        var wishes = await preferences.StandAsync(messages.Where(one => one.Message.Class == (int)MessageClass.Marketing).Select(one => one.PersonId).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var taken = await exits.OutAsync(messages.Where(one => one.Message.Automation.Length > 0).Select(one => one.PersonId).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var listed = await stops.ReasonsAsync(messages.Select(one => one.Message.AddressKey).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var old = await approvals.OldAsync([.. messages.Select(one => one.Message)], cancellationToken);
        var going = await contexts.AskAsync(messages, cancellationToken);
        foreach (var (message, personId, _) in messages)
        {
            var decision = pulled.FirstOrDefault(brake => brake.Covers(message, inSegments.GetValueOrDefault(brake.BrakeId)?.Contains(personId) ?? true)) is { } brake ? new Decision(MessageState.Held, Reasons.Brake, brake.BrakeId)
                : refused.TryGetValue(personId, out var sentence) ? new Decision(MessageState.Excluded, Reasons.Refused, sentence)
                : taken.Contains((personId, message.Automation)) ? new Decision(MessageState.Excluded, Reasons.TakenOut, message.AutomationTitle)
                : (message.Class == (int)MessageClass.Marketing ? Unwanted(message, wishes.GetValueOrDefault(personId)) : null) ?? StoppedAddresses.WhyNot(message, listed[message.AddressKey])
                ?? (old.TryGetValue(message.Id, out var since) ? new Decision(MessageState.Held, Reasons.Old, since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : going.GetValueOrDefault(message.Id));
            if (decision is not null)
            {
                stopped[message.Id] = decision;
            }
        }

        return stopped;
    }

    private static Decision? Unwanted(Message message, IReadOnlyDictionary<string, Preference>? stands)
        => (stands?.GetValueOrDefault("") ?? (message.Topic.Length > 0 ? stands?.GetValueOrDefault(message.Topic) : null)) switch
        {
            null => null,
            { Kind: PreferenceKinds.Pause } => new Decision(MessageState.Excluded, Reasons.Paused),
            _ => new Decision(MessageState.Excluded, Reasons.Left),
        };

    private async Task<Decision?> SilenceAsync(Draft draft)
        => await silences.MetAsync(draft.Class, draft.Person.As<AddressPart>()?.Main()?.Country ?? "", ZoneOf(draft), Now) is var (period, end) ? Decision.HoldUntil(end, Reasons.Silence, period.Title) : null;

    private static TimeZoneInfo? ZoneOf(Draft draft) => TimeZoneInfo.TryFindSystemTimeZoneById(draft.Person.As<PersonPart>()?.TimeZone ?? "", out var own) ? own : null;

    private async Task<Decision?> GuardAsync(Draft draft, CancellationToken cancellationToken)
    {
        var asked = new GuardedMessage(draft.Class, draft.Message.Channel, draft.Message.Topic, draft.Text.Tone, draft.Message.Action);
        foreach (var guard in guards)
        {
            if (await guard.AskAsync(asked, draft.Person, cancellationToken) is { } word)
            {
                return word.UntilUtc is { } until ? Decision.HoldUntil(until, Reasons.Guard, word.Sentence) : new Decision(MessageState.Excluded, Reasons.Guard, word.Sentence);
            }
        }

        return null;
    }

    private static Decision? RestraintOf(Message message, string personId, RestraintTally tally)
        => message.Class != (int)MessageClass.Marketing ? null
            : tally.Full(personId, message.Channel) is { } full ? Decision.HoldUntil(full.FreesUtc ?? message.ExpiresUtc, Reasons.Restraint, full.Rule.Name)
            : tally.TooSoon(personId, (MessageIntensity)message.Intensity) is { FreesUtc: { } frees } gap ? Decision.HoldUntil(frees < message.ExpiresUtc ? frees : message.ExpiresUtc, Reasons.Gap, gap.Gap.Intensity.ToString()) : null;

    private async Task<Decision?> QuietAsync(Draft draft)
    {
        if (draft.Class != MessageClass.Marketing)
        {
            return null;
        }

        var rules = await restraints.SettingsAsync();
        return QuietHours.EndUtc(Now, ZoneOf(draft) ?? await local.ZoneAsync(), rules.QuietFrom, rules.QuietTo) is { } end ? Decision.HoldUntil(end, Reasons.Quiet) : null;
    }
}
