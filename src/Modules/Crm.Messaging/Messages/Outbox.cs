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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Messages;

/// <summary>
/// Where every message is put: in the same transaction as what it comes from, once for a key however often it is asked. It leaves by the one sender, when it may. Scoped.
/// </summary>
public sealed class Outbox
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(7);

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

    internal Outbox(ISession session, MessageTexts texts, AddressKeys keys, AutomationExits exits, IContentManager content, IEnumerable<IChannel> channels, JobAlarm<SendMessages> soon, AfterCommit after, ChangeContext change, TimeProvider time, IStringLocalizer<Outbox> s)
        => (_session, _texts, _keys, _exits, _content, _channels, _soon, _after, _change, _time, _s) = (session, texts, keys, exits, content, channels, soon, after, change, time, s);

    /// <summary>Puts a message; who cannot be reached is written down as excluded, with the reason.</summary>
    /// <returns>The message's id; that of the first when the key was put before.</returns>
    /// <exception cref="ArgumentException">A member is blank or too long: what a caller has to check before.</exception>
    /// <exception cref="MessageRefusedException">There is no such template, or it does not ask for what is given along.</exception>
    public async Task<string> PutAsync(NewMessage message, CancellationToken cancellationToken)
    {
        Check(message);
        var db = await _session.GetConnectionAsync(write: true);
        if (await db.GetTable<Message>().Where(row => row.Action == Sql.AsNotNull(message.Action) && row.PersonId == Sql.AsNotNull(message.PersonId) && row.Step == Sql.AsNotNull(message.Step)).Select(row => row.MessageId).FirstOrDefaultAsync(cancellationToken) is { } there)
        {
            return there;
        }

        var (textId, kind, intensity, topic, snapshot) = await SaysAsync(message, cancellationToken);
        var person = await _content.GetAsync(message.PersonId, VersionOptions.Latest);
        var now = _time.GetUtcNow().UtcDateTime;
        var due = message.DueUtc ?? now;
        var row = new Message
        {
            MessageId = ContentId.New(), Action = message.Action, PersonId = message.PersonId, Step = message.Step, Channel = message.Channel, Class = (int)kind, Intensity = (int)intensity, Topic = topic, Snapshot = snapshot, TextId = textId, Priority = message.Priority,
            Country = person?.As<AddressPart>()?.Main()?.Country ?? "", DueUtc = due, ExpiresUtc = message.ExpiresUtc ?? due + s_life, NextUtc = due, CreatedUtc = now, By = _change.Actor, ByName = _change.ActorName,
            Automation = message.Automation?.Key ?? "", AutomationTitle = message.Automation?.Title ?? "", Because = message.Automation?.Because ?? "",
        };
        var (address, reason) = _channels.ReachOf(message.Channel, person);
        row.AddressKey = address is null ? "" : await _keys.OfAsync(message.Channel, address);
        if (reason is not null)
        {
            (row.State, row.Reason, row.NextUtc) = ((int)MessageState.Excluded, reason, null);
        }
        else if (row.Automation.Length > 0 && (await _exits.OutAsync([row.PersonId], cancellationToken)).Contains((row.PersonId, row.Automation)))
        {
            (row.State, row.Reason, row.Detail, row.NextUtc) = ((int)MessageState.Excluded, Reasons.TakenOut, row.AutomationTitle, null);
        }

        await db.InsertAsync(row, token: cancellationToken);
        _session.RecordChange(nameof(Message), "Put");
        _after.Add(() => _soon.In(due - now));
        return row.MessageId;
    }

    private async Task<(long TextId, MessageClass Class, MessageIntensity Intensity, string Topic, string Snapshot)> SaysAsync(NewMessage message, CancellationToken cancellationToken)
    {
        if (message.Template is not { } use)
        {
            return (await _texts.KeepAsync(message.Words, message.Class == MessageClass.Marketing ? null : message.PersonId, cancellationToken), message.Class, message.Intensity, message.Topic, "");
        }

        var (id, mail) = await _texts.KeepAsync(use.Name, cancellationToken) ?? throw new MessageRefusedException(_s["There is no template “{0}”.", use.Name]);
        var snapshot = Snapshot.Of(use.Facts, mail.Content, _s, out var fault);
        return fault is null ? (id, mail.Content.Class, mail.Content.Intensity, message.Topic.Length > 0 ? message.Topic : mail.Content.Topic, snapshot) : throw new MessageRefusedException(fault);
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
}

/// <summary>Registration of the outbox.</summary>
internal static class OutboxServices
{
    /// <summary>Its constructor is the module's own: other modules ask for it, and never make one.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services.AddScoped(provider => new Outbox(
        provider.GetRequiredService<ISession>(), provider.GetRequiredService<MessageTexts>(), provider.GetRequiredService<AddressKeys>(), provider.GetRequiredService<AutomationExits>(), provider.GetRequiredService<IContentManager>(), provider.GetServices<IChannel>(), provider.GetRequiredService<JobAlarm<SendMessages>>(),
        provider.GetRequiredService<AfterCommit>(), provider.GetRequiredService<ChangeContext>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IStringLocalizer<Outbox>>()));
}
