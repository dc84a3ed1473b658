using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Localization;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Tenants;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.Restraint;
using LinqToDB.Data;

namespace Crm.Messaging.Send;

/// <summary>
/// Whether a message may leave, asked when it is about to: brake, what the person's data may be used for and what they want, guards and restraint, quiet hours, in this order. Scoped.
/// </summary>
internal sealed class SendChecks(BrakeBoard brakes, DataUses uses, MessagePreferences preferences, IEnumerable<ISendGuard> guards, Restraints restraints, LocalTime local, ShellSettings settings, TimeProvider time)
{
    /// <summary>Asked before the letter is written. Null when it may go.</summary>
    public async Task<Decision?> AskAsync(Message message, MessageText text, ContentItem person, CancellationToken cancellationToken)
        => await AllowedAsync(message, cancellationToken) ?? await GuardAsync(message, text, person, cancellationToken)
            ?? await RestraintAsync(message, cancellationToken) ?? await QuietAsync(message, person);

    /// <summary>Asked once more within the transaction that notes that it is begun: what may have changed since, or be changed by another message at this moment.</summary>
    public async Task<Decision?> AskAtLastAsync(Message message, CancellationToken cancellationToken)
        => await AllowedAsync(message, cancellationToken) ?? await RestraintAsync(message, cancellationToken);

    /// <summary>Lets nobody else count messages to these people until the end of the transaction. SQLite's write gate does that by itself.</summary>
    public async Task LockAsync(DataConnection db, Message message, CancellationToken cancellationToken)
    {
        if (message.Class == (int)MessageClass.Transactional || settings.DatabaseProvider != "Postgres")
        {
            return;
        }

        // In one order, so that two never wait for each other.
        foreach (var person in await restraints.LivingWithAsync(message.PersonId, cancellationToken))
        {
            await db.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext(@person))", cancellationToken, new DataParameter("person", person));
        }
    }

    private async Task<Decision?> AllowedAsync(Message message, CancellationToken cancellationToken)
        => await BrakeAsync(message, cancellationToken) ?? await UseAsync(message, cancellationToken) ?? await preferences.AskAsync(message, cancellationToken);

    private async Task<Decision?> BrakeAsync(Message message, CancellationToken cancellationToken)
        => await brakes.CoveringAsync(message, cancellationToken) is { } brake ? new Decision(MessageState.Held, Reasons.Brake, brake.BrakeId) : null;

    private async Task<Decision?> UseAsync(Message message, CancellationToken cancellationToken)
        => await uses.WhyNotAsync(message.PersonId, DataUse.Send, cancellationToken) is { } sentence ? new Decision(MessageState.Excluded, Reasons.Refused, sentence) : null;

    private async Task<Decision?> GuardAsync(Message message, MessageText text, ContentItem person, CancellationToken cancellationToken)
    {
        var asked = new GuardedMessage((MessageClass)message.Class, message.Channel, message.Topic, text.Tone, message.Action);
        foreach (var guard in guards)
        {
            if (await guard.AskAsync(asked, person, cancellationToken) is { } word)
            {
                return word.UntilUtc is { } until ? Decision.HoldUntil(until, Reasons.Guard, word.Sentence) : new Decision(MessageState.Excluded, Reasons.Guard, word.Sentence);
            }
        }

        return null;
    }

    private async Task<Decision?> RestraintAsync(Message message, CancellationToken cancellationToken)
    {
        if (message.Class != (int)MessageClass.Marketing || await restraints.FullAsync(message.PersonId, message.Channel, cancellationToken) is not { } full)
        {
            return null;
        }

        return Decision.HoldUntil(full.FreesUtc ?? message.ExpiresUtc, Reasons.Restraint, full.Rule.Name);
    }

    private async Task<Decision?> QuietAsync(Message message, ContentItem person)
    {
        if (message.Class != (int)MessageClass.Marketing)
        {
            return null;
        }

        var rules = await restraints.SettingsAsync();
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(person.As<PersonPart>()?.TimeZone ?? "", out var own) ? own : await local.ZoneAsync();
        return QuietHours.EndUtc(time.GetUtcNow().UtcDateTime, zone, rules.QuietFrom, rules.QuietTo) is { } end ? Decision.HoldUntil(end, Reasons.Quiet) : null;
    }
}
