using Crm.Contacts.Addresses;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Messaging.Automations;
using Crm.Messaging.Channels;
using Crm.Messaging.Send;
using Crm.Messaging.StopList;
using Crm.Messaging.Templates.Render;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Messages;

/// <summary>
/// Where every message is put: in the same transaction as what it comes from, once for a key however often it is asked. It leaves by the one sender, when it may. Scoped.
/// </summary>
public sealed class Outbox
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(7);
    private static readonly BulkCopyOptions s_bulk = new() { BulkCopyType = BulkCopyType.MultipleRows, MaxBatchSize = 500, ConflictAction = ConflictAction.Ignore };

    private readonly ISession _session;
    private readonly MessageTexts _texts;
    private readonly AddressKeys _keys;
    private readonly AutomationExits _exits;
    private readonly IContentManager _content;
    private readonly IEnumerable<IChannel> _channels;
    private readonly JobAlarm<SendMessages> _soon;
    private readonly AfterCommit _after;
    private readonly ChangeContext _change;
    private readonly TimeProvider _time;
    private readonly IStringLocalizer<Outbox> _s;

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    internal Outbox(ISession session, MessageTexts texts, AddressKeys keys, AutomationExits exits, IContentManager content, IEnumerable<IChannel> channels, JobAlarm<SendMessages> soon, AfterCommit after, ChangeContext change, TimeProvider time, IStringLocalizer<Outbox> s)
        => (_session, _texts, _keys, _exits, _content, _channels, _soon, _after, _change, _time, _s) = (session, texts, keys, exits, content, channels, soon, after, change, time, s);

    /// <summary>Puts a message; who cannot be reached is written down as excluded, with the reason.</summary>
    /// <returns>The message's id; that of the first when the key was put before.</returns>
    /// <exception cref="ArgumentException">A member is blank or too long: what a caller has to check before.</exception>
    /// <exception cref="MessageRefusedException">There is no such template, or it does not ask for what is given along.</exception>
    public async Task<string> PutAsync(NewMessage message, CancellationToken cancellationToken) => (await PutAsync([message], cancellationToken))[0];

    /// <summary>Puts several messages at once, an audience some thousand at a time: each as <see cref="PutAsync(NewMessage, CancellationToken)"/> does, or none when one is refused.</summary>
    /// <returns>Their ids, in the order given.</returns>
    /// <exception cref="ArgumentException">A member of one is blank or too long.</exception>
    /// <exception cref="MessageRefusedException">There is no such template, or it does not ask for what is given along.</exception>
    public async Task<IReadOnlyList<string>> PutAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            Check(message);
        }

        var db = await _session.GetConnectionAsync(write: true);
        var there = await ThereAsync(db, messages, cancellationToken);

        // Another node may put the same at this moment: the first is the message. In one order, so that two never wait for each other.
        var added = messages.Where(message => !there.ContainsKey(KeyOf(message))).DistinctBy(KeyOf)
            .OrderBy(message => message.Action, StringComparer.Ordinal).ThenBy(message => message.Step, StringComparer.Ordinal).ThenBy(message => message.PersonId, StringComparer.Ordinal).ToList();
        if (added.Count > 0)
        {
            await db.BulkCopyAsync(s_bulk, await RowsAsync(added, cancellationToken), cancellationToken);
            there = await ThereAsync(db, messages, cancellationToken);
            _session.RecordChange(nameof(Message), "Put");
            var now = Now;
            var soonest = added.Min(message => message.DueUtc ?? now);
            _after.Add(() => _soon.In(soonest - now));
        }

        return [.. messages.Select(message => there[KeyOf(message)])];
    }

    private static (string Action, string PersonId, string Step) KeyOf(NewMessage message) => (message.Action, message.PersonId, message.Step);

    private static async Task<Dictionary<(string Action, string PersonId, string Step), string>> ThereAsync(DataConnection db, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        var there = new Dictionary<(string Action, string PersonId, string Step), string>();
        foreach (var group in messages.GroupBy(message => (message.Action, message.Step)))
        {
            var ((action, step), people) = (group.Key, Among.Of(group.Select(message => message.PersonId).Distinct()));
            foreach (var row in await db.GetTable<Message>().Where(row => row.Action == Sql.AsNotNull(action) && row.PersonId.IsAmong(people) && row.Step == Sql.AsNotNull(step)).Select(row => new { row.PersonId, row.MessageId }).ToListAsync(cancellationToken))
            {
                there[(action, row.PersonId, step)] = row.MessageId;
            }
        }

        return there;
    }

    private async Task<List<Message>> RowsAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        var people = (await _content.GetAsync(messages.Select(message => message.PersonId).Distinct(), VersionOptions.Latest)).DistinctBy(person => person.ContentItemId).ToDictionary(person => person.ContentItemId);
        var outside = await _exits.OutAsync([.. messages.Where(message => message.Automation is not null).Select(message => message.PersonId).Distinct()], cancellationToken);
        var (rows, said) = (new List<Message>(messages.Count), new SaidBefore());
        foreach (var message in messages)
        {
            var row = await RowAsync(message, await SaysAsync(message, said, cancellationToken), people.GetValueOrDefault(message.PersonId));
            if (row.State == (int)MessageState.Waiting && outside.Contains((row.PersonId, row.Automation)))
            {
                (row.State, row.Reason, row.Detail, row.NextUtc) = ((int)MessageState.Excluded, Reasons.TakenOut, row.AutomationTitle, null);
            }

            rows.Add(row);
        }

        return rows;
    }

    private async Task<Message> RowAsync(NewMessage message, Said said, ContentItem? person)
    {
        var now = Now;
        var due = message.DueUtc ?? now;
        var row = new Message
        {
            MessageId = ContentId.New(), Action = message.Action, PersonId = message.PersonId, Step = message.Step, Channel = message.Channel, Class = (int)said.Class, Intensity = (int)said.Intensity, Topic = said.Topic, Snapshot = said.Snapshot, TextId = said.TextId,
            Priority = message.Priority, Country = person?.As<AddressPart>()?.Main()?.Country ?? "", DueUtc = due, ExpiresUtc = message.ExpiresUtc ?? due + s_life, NextUtc = due, CreatedUtc = now, By = _change.Actor, ByName = _change.ActorName,
            Automation = message.Automation?.Key ?? "", AutomationTitle = message.Automation?.Title ?? "", Because = message.Automation?.Because ?? "",
        };
        var (address, reason) = _channels.ReachOf(message.Channel, person);
        row.AddressKey = address is null ? "" : await _keys.OfAsync(message.Channel, address);
        if (reason is not null)
        {
            (row.State, row.Reason, row.NextUtc) = ((int)MessageState.Excluded, reason, null);
        }

        return row;
    }

    private async Task<Said> SaysAsync(NewMessage message, SaidBefore before, CancellationToken cancellationToken)
    {
        if (message.Template is not { } use)
        {
            return new Said(await WordsAsync(message, before, cancellationToken), message.Class, message.Intensity, message.Topic, "");
        }

        if (!before.Templates.TryGetValue(use.Name, out var frozen))
        {
            before.Templates.Add(use.Name, frozen = await _texts.KeepAsync(use.Name, cancellationToken) ?? throw new MessageRefusedException(_s["There is no template “{0}”.", use.Name]));
        }

        var (id, mail) = frozen;
        var snapshot = Snapshot.Of(use.Facts, mail.Content, _s, out var fault);
        return fault is null ? new Said(id, mail.Content.Class, mail.Content.Intensity, message.Topic.Length > 0 ? message.Topic : mail.Content.Topic, snapshot) : throw new MessageRefusedException(fault);
    }

    private async Task<long> WordsAsync(NewMessage message, SaidBefore before, CancellationToken cancellationToken)
    {
        if (message.Class != MessageClass.Marketing)
        {
            return await _texts.KeepAsync(message.Words, message.PersonId, cancellationToken);
        }

        if (!before.Words.TryGetValue(message.Words, out var id))
        {
            before.Words.Add(message.Words, id = await _texts.KeepAsync(message.Words, null, cancellationToken));
        }

        return id;
    }

    private static void Check(NewMessage message)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message.Action);
        ArgumentException.ThrowIfNullOrWhiteSpace(message.PersonId);
        ArgumentException.ThrowIfNullOrWhiteSpace(message.Channel);
        if (message.Automation is { IsSound: false })
        {
            throw new ArgumentException($"An automation has a key and a title of at most {MessageAutomation.MostName} characters, and facts of at most {MessageAutomation.MostBecause} bytes.", nameof(message));
        }

        if (message.Template is not null)
        {
            return;
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(message.Words.Subject);
        ArgumentException.ThrowIfNullOrWhiteSpace(message.Words.Text);
        if (message.Words.Subject.Length > MessageTexts.MostSubject || message.Words.Subject.AsSpan().ContainsAny('\r', '\n') || message.Words.Html.Length + message.Words.Text.Length > MessageTexts.MostBody)
        {
            throw new ArgumentException($"A subject is one line of at most {MessageTexts.MostSubject} characters, a body has at most {MessageTexts.MostBody}.", nameof(message));
        }
    }

    /// <summary>What a message says, as its row has it.</summary>
    private sealed record Said(long TextId, MessageClass Class, MessageIntensity Intensity, string Topic, string Snapshot);

    /// <summary>What several messages at once say alike: kept once.</summary>
    private sealed class SaidBefore
    {
        public Dictionary<string, (long Id, CompiledMail Mail)> Templates { get; } = new(StringComparer.Ordinal);

        public Dictionary<MessageWords, long> Words { get; } = new(ReferenceEqualityComparer.Instance);
    }
}

/// <summary>Registration of the outbox.</summary>
internal static class OutboxServices
{
    /// <summary>Its constructor is the module's own: other modules ask for it, and never make one.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services.AddScoped(provider => new Outbox(
        provider.GetRequiredService<ISession>(), provider.GetRequiredService<MessageTexts>(), provider.GetRequiredService<AddressKeys>(), provider.GetRequiredService<AutomationExits>(), provider.GetRequiredService<IContentManager>(), provider.GetServices<IChannel>(), provider.GetRequiredService<JobAlarm<SendMessages>>(),
        provider.GetRequiredService<AfterCommit>(), provider.GetRequiredService<ChangeContext>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IStringLocalizer<Outbox>>()));
}
