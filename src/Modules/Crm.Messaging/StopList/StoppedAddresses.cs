using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.StopList;

/// <summary>The addresses that get nothing more: asked before a letter leaves, added to by what comes back and by people, lifted by people. Scoped.</summary>
internal sealed class StoppedAddresses(ISession session, AddressKeys keys, IEnumerable<IChannel> channels, ChangeContext change, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Why addresses are on the list, by their keys; nothing of those that are not.</summary>
    public async Task<ILookup<string, string>> ReasonsAsync(IReadOnlyCollection<string> addressKeys, CancellationToken cancellationToken)
    {
        var asked = Among.Of(addressKeys);
        return (await (await session.GetConnectionAsync()).GetTable<StoppedAddress>().Where(row => row.AddressKey.IsAmong(asked) && row.LiftedUtc == null).Select(row => new { row.AddressKey, row.Reason }).ToListAsync(cancellationToken))
            .ToLookup(row => row.AddressKey, row => row.Reason);
    }

    /// <summary>Why a message does not go to its address; null when it may.</summary>
    /// <param name="reasons">Why the address is on the list.</param>
    public static Decision? WhyNot(Message message, IEnumerable<string> reasons)
        => reasons.FirstOrDefault(reason => Covers(reason, (MessageClass)message.Class)) is { } reason ? new Decision(MessageState.Excluded, CodeOf(reason)) : null;

    /// <summary>Puts an address on the list. For the same reason it stands there once.</summary>
    /// <param name="reason">One of <see cref="StopReasons"/>.</param>
    /// <param name="messageId">The message that it follows from; blank for none.</param>
    public async Task AddAsync(string channel, string addressKey, string reason, string detail, string messageId, CancellationToken cancellationToken)
    {
        if (await Holding(await session.GetConnectionAsync(write: true), addressKey).AnyAsync(row => row.Reason == reason, cancellationToken))
        {
            return;
        }

        var isByHand = reason is StopReasons.Hand or StopReasons.Wish;
        await (await session.GetConnectionAsync(write: true)).InsertAsync(
            new StoppedAddress
            {
                AddressKey = addressKey, Channel = channel, Reason = reason, Detail = detail, AtUtc = Now, MessageId = messageId, By = isByHand ? change.Actor : "system", ByName = isByHand ? change.ActorName : "",
            }, token: cancellationToken);
        session.RecordChange("MessageStop", "Stopped");
    }

    /// <summary>Everything that stands, and stood, on the list of where the channels reach that person now; the newest first.</summary>
    public async Task<IReadOnlyList<StoppedAddress>> OfPersonAsync(ContentItem person, CancellationToken cancellationToken)
    {
        var asked = (await KeysOfAsync(person)).Values.ToList();
        return await (await session.GetConnectionAsync()).GetTable<StoppedAddress>().Where(row => asked.Contains(row.AddressKey)).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The keys of where the channels reach a person, by the channel's name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> KeysOfAsync(ContentItem person)
    {
        var found = new Dictionary<string, string>();
        foreach (var channel in channels)
        {
            if (channel.AddressOf(person) is { } address)
            {
                found[channel.Name] = await keys.OfAsync(channel.Name, address);
            }
        }

        return found;
    }

    /// <summary>Writes to the address again, by somebody's decision.</summary>
    /// <returns>Whether it held until now.</returns>
    public async Task<bool> LiftAsync(StoppedAddress stop, string reason, CancellationToken cancellationToken)
    {
        session.RecordChange("MessageStop", "Lifted");
        return await (await session.GetConnectionAsync(write: true)).GetTable<StoppedAddress>().Where(row => row.Id == stop.Id && row.LiftedUtc == null)
            .Set(row => row.LiftedUtc, Now).Set(row => row.LiftedByName, change.ActorName).Set(row => row.LiftReason, reason).UpdateAsync(cancellationToken) == 1;
    }

    /// <summary>Takes away what stands there for that reason because of a message: it was put there by mistake.</summary>
    public async Task ForgetAsync(string messageId, string reason, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync(write: true)).GetTable<StoppedAddress>().Where(row => row.MessageId == messageId && row.Reason == reason && row.LiftedUtc == null).DeleteAsync(cancellationToken);

    /// <summary>Takes a lifting back.</summary>
    public async Task PutBackAsync(StoppedAddress stop, CancellationToken cancellationToken)
    {
        session.RecordChange("MessageStop", "Stopped");
        await (await session.GetConnectionAsync(write: true)).GetTable<StoppedAddress>().Where(row => row.Id == stop.Id)
            .Set(row => row.LiftedUtc, (DateTime?)null).Set(row => row.LiftedByName, "").Set(row => row.LiftReason, "").UpdateAsync(cancellationToken);
    }

    /// <summary>Whether somebody lifted a stop of that address after then: what was written before does not stop it again.</summary>
    public async Task<bool> WasLiftedSinceAsync(string addressKey, DateTime sinceUtc, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<StoppedAddress>().AnyAsync(row => row.AddressKey == addressKey && row.LiftedUtc > sinceUtc, cancellationToken);

    /// <summary>Whether a stop covers messages of that class: a complaint those to many alone.</summary>
    public static bool Covers(string reason, MessageClass kind) => reason != StopReasons.Complaint || kind == MessageClass.Marketing;

    private static string CodeOf(string reason) => reason switch
    {
        StopReasons.Complaint => Reasons.Complained,
        StopReasons.Hand => Reasons.Stopped,
        StopReasons.Wish => Reasons.Unwanted,
        _ => Reasons.CameBack,
    };

    private static IQueryable<StoppedAddress> Holding(LinqToDB.Data.DataConnection db, string addressKey) => db.GetTable<StoppedAddress>().Where(row => row.AddressKey == addressKey && row.LiftedUtc == null);
}
