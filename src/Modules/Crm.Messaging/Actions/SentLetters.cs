using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using Crm.Messaging.Tracking;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Actions;

/// <summary>A message that left.</summary>
/// <param name="PersonId">As it was put: who became somebody else since has another id.</param>
/// <param name="SentUtc">When the channel took it; when it began where nobody knows.</param>
public sealed record SentLetter(string MessageId, string Action, string PersonId, DateTime SentUtc, TrackedKinds Tracks);

/// <summary>Messages that left, for modules that learn what became of them at their readers. Scoped.</summary>
public sealed class SentLetters
{
    // They say nothing of the person: a program answered, or the mailbox was full for a day.
    private static readonly string[] s_silent = [ReturnKinds.Automatic, ReturnKinds.Soft];

    private readonly ISession _session;

    internal SentLetters(ISession session) => _session = session;

    /// <summary>Those of these that left; at most some hundreds at once.</summary>
    public async Task<IReadOnlyDictionary<string, SentLetter>> FindAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancellationToken)
    {
        var ids = Among.Of(messageIds);
        return (await (await _session.GetConnectionAsync()).GetTable<Message>().Where(row => row.MessageId.IsAmong(ids) && row.BegunUtc != null)
            .Select(row => new { row.MessageId, row.Action, row.PersonId, At = row.SentUtc ?? row.BegunUtc!.Value, row.Tracks }).ToListAsync(cancellationToken))
            .ToDictionary(row => row.MessageId, row => new SentLetter(row.MessageId, row.Action, row.PersonId, row.At, (TrackedKinds)row.Tracks));
    }

    /// <summary>Ids of the people to whom an action's letter left and who let nothing be heard by the way of letters: no answer, no leaving, no complaint, no letter that cannot arrive.</summary>
    /// <param name="countedOnly">Those alone of whom it may be noted that they open it.</param>
    public async Task<IQueryable<string>> UnheardAsync(string action, bool countedOnly)
    {
        var (db, silent) = (await _session.GetConnectionAsync(), s_silent);
        var returns = db.GetTable<MessageReturn>();
        return db.GetTable<Message>()
            .Where(row => row.Action == action && row.State == (int)MessageState.Sent && (!countedOnly || (row.Tracks & (int)TrackedKinds.Opens) != 0) && !returns.Any(back => back.MessageRow == row.Id && !silent.Contains(back.Kind)))
            .Select(row => row.PersonId);
    }

    /// <summary>Ids of all messages that left for these people.</summary>
    public async Task<IReadOnlyList<string>> OfPeopleAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var ids = Among.Of(personIds);
        return await (await _session.GetConnectionAsync()).GetTable<Message>().Where(row => row.PersonId.IsAmong(ids) && row.BegunUtc != null).Select(row => row.MessageId).ToListAsync(cancellationToken);
    }

    /// <summary>To how many people an action's letters left, and of how many of them opens and clicks may be noted.</summary>
    public async Task<(int Sent, int Opens, int Clicks)> CountAsync(string action, CancellationToken cancellationToken)
    {
        var sums = await (await _session.GetConnectionAsync()).GetTable<Message>().Where(row => row.Action == action && row.State == (int)MessageState.Sent).GroupBy(row => row.Tracks).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return (sums.Sum(sum => sum.Count), sums.Where(sum => (sum.Key & (int)TrackedKinds.Opens) != 0).Sum(sum => sum.Count), sums.Where(sum => (sum.Key & (int)TrackedKinds.Clicks) != 0).Sum(sum => sum.Count));
    }
}
