using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using Crm.Messaging.Preferences;
using Crm.Messaging.StopList;
using Crm.Messaging.Trips;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Returns;

/// <summary>What a channel learns of a message that it took.</summary>
public enum ReturnedAs
{
    /// <summary>The address is no good: it goes on the stop list.</summary>
    Hard,

    /// <summary>Full, busy, not reached: too many of them stop the address.</summary>
    Soft,

    /// <summary>The mailbox is closed for a time, or filters it out: a few of them stop the address.</summary>
    Refused,

    /// <summary>The receiver refuses us, not the person.</summary>
    Blocked,

    /// <summary>The receiver refuses what was written.</summary>
    Content,

    /// <summary>They complained: no letters to many any more, by the stop list and by what they are held to have said.</summary>
    Complaint,

    /// <summary>They left the list of the letter by their mail program.</summary>
    Left,

    /// <summary>A program answered for them.</summary>
    Automatic,

    /// <summary>They answered: a response.</summary>
    Answered,

    /// <summary>They want nothing more by this channel, whatever it is: the address goes on the stop list, as their wish.</summary>
    Unwanted,
}

/// <summary>
/// Where channels tell what came back of a message that was sent. Whoever calls has proof that it is that message which came back: what follows is carried out. Scoped.
/// </summary>
public sealed class MessageReturns
{
    // Servers give up after five days: what comes later is no news of the address.
    private static readonly TimeSpan s_late = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);
    private const int MostDetail = 500;

    private readonly ISession _session;
    private readonly AddressKeys _keys;
    private readonly StoppedAddresses _stops;
    private readonly SoftReturns _soft;
    private readonly MessagePreferences _preferences;
    private readonly MergedInto _merged;
    private readonly DomainPaces _paces;
    private readonly JobAlarm<WatchRates> _watch;
    private readonly AfterCommit _after;
    private readonly TimeProvider _time;

    internal MessageReturns(ISession session, AddressKeys keys, StoppedAddresses stops, SoftReturns soft, MessagePreferences preferences, MergedInto merged, DomainPaces paces, JobAlarm<WatchRates> watch, AfterCommit after, TimeProvider time)
        => (_session, _keys, _stops, _soft, _preferences, _merged, _paces, _watch, _after, _time) = (session, keys, stops, soft, preferences, merged, paces, watch, after, time);

    /// <summary>Whom a message was sent to by that channel, as who they are now; null when no such message left.</summary>
    public async Task<string?> PersonOfAsync(string channel, string messageId, CancellationToken cancellationToken)
        => await FindAsync(channel, messageId, cancellationToken) is { } message ? await _merged.FindAsync(message.PersonId, cancellationToken) ?? message.PersonId : null;

    /// <summary>Whether that is the address which the message was sent to.</summary>
    public async Task<bool> WentToAsync(string channel, string messageId, string address, CancellationToken cancellationToken)
        => await FindAsync(channel, messageId, cancellationToken) is { AddressKey.Length: > 0 } message && message.AddressKey == await _keys.OfAsync(channel, address);

    /// <summary>Notes what became of it, and does what follows. Noted twice, it is noted once.</summary>
    /// <param name="detail">What the other side said; what is over 500 characters is cut off.</param>
    /// <param name="address">The address that it is said of; null for the one that the message went to.</param>
    /// <param name="domain">The receiving domain that refuses us, in small letters: enough of it, and it is left in peace for a while. Blank where that is not known.</param>
    /// <returns>Whether it is news.</returns>
    public async Task<bool> NoteAsync(string channel, string messageId, ReturnedAs what, string detail, CancellationToken cancellationToken, string? address = null, string domain = "")
    {
        if (await FindAsync(channel, messageId, cancellationToken) is not { } message || !await AddAsync(message, KindOf(what), detail, cancellationToken))
        {
            return false;
        }

        var key = address is null ? message.AddressKey : await _keys.OfAsync(channel, address);
        switch (what)
        {
            case ReturnedAs.Hard when await SpeaksOfAddressAsync(message, cancellationToken):
                await _stops.AddAsync(channel, key, StopReasons.Hard, "", messageId, cancellationToken);
                break;
            case ReturnedAs.Soft or ReturnedAs.Refused when await SpeaksOfAddressAsync(message, cancellationToken) && await _soft.AreEnoughAsync(message, cancellationToken):
                await _stops.AddAsync(channel, message.AddressKey, StopReasons.Soft, "", messageId, cancellationToken);
                break;
            case ReturnedAs.Complaint:
                await _stops.AddAsync(channel, message.AddressKey, StopReasons.Complaint, "", messageId, cancellationToken);
                await SaidAsync(message, "", "complaint", cancellationToken);
                break;
            case ReturnedAs.Blocked when domain.Length > 0:
                await _paces.BouncedAsync(channel, domain, message.SentUtc ?? message.BegunUtc!.Value, detail, cancellationToken);
                break;
            case ReturnedAs.Unwanted:
                await _stops.AddAsync(channel, key, StopReasons.Wish, detail, messageId, cancellationToken);
                break;
            case ReturnedAs.Left:
                await SaidAsync(message, message.Topic, "mail", cancellationToken);
                break;
        }

        if (what is ReturnedAs.Hard or ReturnedAs.Complaint)
        {
            _after.Add(() => _watch.In(s_soon));
        }

        return true;
    }

    /// <summary>Takes back what somebody noted by mistake: the fact, and that an address is on the stop list because of it. What they are held to have said stays.</summary>
    /// <returns>Whether it was noted.</returns>
    public async Task<bool> TakeBackAsync(string channel, string messageId, ReturnedAs what, CancellationToken cancellationToken)
    {
        if (await FindAsync(channel, messageId, cancellationToken) is not { } message)
        {
            return false;
        }

        var kind = KindOf(what);
        await _stops.ForgetAsync(messageId, what switch { ReturnedAs.Hard => StopReasons.Hard, ReturnedAs.Unwanted => StopReasons.Wish, _ => "" }, cancellationToken);
        _session.RecordChange("MessageReturn", "TakenBack");
        return await (await _session.GetConnectionAsync(write: true)).GetTable<MessageReturn>().Where(row => row.MessageRow == message.Id && row.Kind == kind).DeleteAsync(cancellationToken) > 0;
    }

    /// <summary>Adds a fact of a message; false when it stands there.</summary>
    internal async Task<bool> AddAsync(Message message, string kind, string detail, CancellationToken cancellationToken)
    {
        var db = await _session.GetConnectionAsync(write: true);
        if (await db.GetTable<MessageReturn>().AnyAsync(row => row.MessageRow == message.Id && row.Kind == kind, cancellationToken))
        {
            return false;
        }

        await db.InsertAsync(
            new MessageReturn
            {
                MessageRow = message.Id, Kind = kind, AtUtc = _time.GetUtcNow().UtcDateTime, Detail = detail.Length > MostDetail ? detail[..MostDetail] : detail, Action = message.Action, Channel = message.Channel,
                SentUtc = message.SentUtc ?? message.BegunUtc!.Value,
            }, token: cancellationToken);
        _session.RecordChange("MessageReturn", kind);
        return true;
    }

    /// <summary>A message that left by that channel.</summary>
    internal async Task<Message?> FindAsync(string channel, string messageId, CancellationToken cancellationToken)
        => await (await _session.GetConnectionAsync()).GetTable<Message>().FirstOrDefaultAsync(row => row.MessageId == messageId && row.Channel == channel && (row.SentUtc != null || row.BegunUtc != null), cancellationToken);

    // Not what is old, nor what somebody who lifted the stop since knew.
    private async Task<bool> SpeaksOfAddressAsync(Message message, CancellationToken cancellationToken)
    {
        var sent = message.SentUtc ?? message.BegunUtc!.Value;
        return message.AddressKey.Length > 0 && _time.GetUtcNow().UtcDateTime - sent < s_late && !await _stops.WasLiftedSinceAsync(message.AddressKey, sent, cancellationToken);
    }

    private async Task SaidAsync(Message message, string topic, string source, CancellationToken cancellationToken)
        => await _preferences.RecordAsync(await _merged.FindAsync(message.PersonId, cancellationToken) ?? message.PersonId, topic, PreferenceKinds.Stop, 0, source, message.MessageId, cancellationToken);

    private static string KindOf(ReturnedAs what) => what switch
    {
        ReturnedAs.Hard => ReturnKinds.Hard,
        ReturnedAs.Soft => ReturnKinds.Soft,
        ReturnedAs.Refused => ReturnKinds.Refused,
        ReturnedAs.Blocked => ReturnKinds.Blocked,
        ReturnedAs.Content => ReturnKinds.Content,
        ReturnedAs.Complaint => ReturnKinds.Complaint,
        ReturnedAs.Left => ReturnKinds.Left,
        ReturnedAs.Answered => ReturnKinds.Reply,
        ReturnedAs.Unwanted => ReturnKinds.Unwanted,
        _ => ReturnKinds.Automatic,
    };
}

/// <summary>Registration.</summary>
internal static class ReturnServices
{
    /// <summary>Their constructors are the module's own: channels ask for them, and never make one.</summary>
    public static IServiceCollection AddReturns(this IServiceCollection services) => services.AddScoped<SoftReturns>().AddScoped(provider => new MessageReturns(
        provider.GetRequiredService<ISession>(), provider.GetRequiredService<AddressKeys>(), provider.GetRequiredService<StoppedAddresses>(), provider.GetRequiredService<SoftReturns>(),
        provider.GetRequiredService<MessagePreferences>(), provider.GetRequiredService<MergedInto>(), provider.GetRequiredService<DomainPaces>(), provider.GetRequiredService<JobAlarm<WatchRates>>(), provider.GetRequiredService<AfterCommit>(), provider.GetRequiredService<TimeProvider>()));
}
