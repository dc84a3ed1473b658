using Crm.Kernel.Data;
using Crm.Messaging.Approvals;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Brakes;

/// <summary>What left after the click, though it was begun before it.</summary>
internal sealed record AfterClick(int Count, DateTime? LastUtc);

/// <summary>Messages that a brake holds and that are decided as one: of an action, or of one who wrote by hand; too late by now, or not.</summary>
/// <param name="Key">The action; for what people wrote, the writer's user id.</param>
/// <param name="Name">The action; for what people wrote, the writer's name.</param>
/// <param name="SampleId">Message id of one of them.</param>
/// <param name="Old">The words among them that are too old to leave unread; none when nothing has to be approved.</param>
internal sealed record HeldGroup(MessageClass Class, string Key, string Name, bool IsOverdue, int Count, DateTime FromUtc, DateTime ToUtc, string SampleId, string SampleSubject, IReadOnlyList<long> Old)
{
    /// <summary>Its name in forms.</summary>
    public string Field => $"{(int)Class}/{(IsOverdue ? 1 : 0)}/{Key}";
}

/// <summary>Counts what brakes hold; scoped.</summary>
internal sealed class BrakeFigures(ISession session, TextApprovals approvals, SegmentReach reach, TimeProvider time)
{
    /// <summary>Counted no further where a rough figure will do.</summary>
    public const int MostCounted = 10_000;

    /// <summary>How many wait for a triage; at most one more than <see cref="MostCounted"/>.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<Message>().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Brake).Take(MostCounted + 1).CountAsync(cancellationToken);

    /// <summary>How many each brake holds, by its id.</summary>
    public async Task<IReadOnlyDictionary<string, int>> HeldAsync(CancellationToken cancellationToken)
        => await Held(await session.GetConnectionAsync()).GroupBy(row => row.Detail).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);

    /// <summary>What the channel took after the click.</summary>
    public async Task<AfterClick> AfterAsync(Brake brake, CancellationToken cancellationToken)
    {
        var until = brake.ReleasedUtc ?? DateTime.MaxValue;
        var left = (await session.GetConnectionAsync()).GetTable<Message>().Where(row => row.SentUtc >= brake.PulledUtc && row.SentUtc < until && row.BegunUtc <= brake.PulledUtc).Where(brake.Covering(await reach.PeopleAsync(brake, cancellationToken)));
        return new AfterClick(await left.CountAsync(cancellationToken), await left.MaxAsync(row => row.SentUtc, cancellationToken));
    }

    /// <summary>What is to be decided of what it holds, the largest group first.</summary>
    public async Task<IReadOnlyList<HeldGroup>> GroupsAsync(string brakeId, CancellationToken cancellationToken)
    {
        var (db, now) = (await session.GetConnectionAsync(), time.GetUtcNow().UtcDateTime);
        var groups = await Held(db).Where(row => row.Detail == brakeId)
            .GroupBy(row => new { row.Class, Key = row.Class == (int)MessageClass.Personal ? row.By : row.Action, IsOverdue = row.ExpiresUtc <= now })
            .Select(group => new { group.Key, Count = group.Count(), From = group.Min(row => row.CreatedUtc), To = group.Max(row => row.CreatedUtc), Sample = group.Min(row => row.Id) })
            .ToListAsync(cancellationToken);
        var ids = groups.Select(group => group.Sample).ToList();
        var samples = await db.GetTable<Message>().Where(row => ids.Contains(row.Id)).Join(db.GetTable<MessageText>(), row => row.TextId, text => text.Id, (row, text) => new { row.Id, row.MessageId, row.ByName, text.Subject })
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var old = await OldAsync(db, brakeId, now, cancellationToken);
        return
        [
            .. groups.OrderByDescending(group => group.Count).ThenBy(group => group.Sample).Where(group => samples.ContainsKey(group.Sample)).Select(group => new HeldGroup(
                (MessageClass)group.Key.Class, group.Key.Key, group.Key.Class == (int)MessageClass.Personal ? samples[group.Sample].ByName : group.Key.Key, group.Key.IsOverdue, group.Count, group.From, group.To,
                samples[group.Sample].MessageId, samples[group.Sample].Subject,
                [.. old[((MessageClass)group.Key.Class, group.Key.Key, group.Key.IsOverdue)]])),
        ];
    }

    // By group the words in it that have to be approved first.
    private async Task<ILookup<(MessageClass Class, string Key, bool IsOverdue), long>> OldAsync(LinqToDB.Data.DataConnection db, string brakeId, DateTime now, CancellationToken cancellationToken)
    {
        if (await approvals.LimitAsync() is not { } limit)
        {
            return Array.Empty<long>().ToLookup(_ => default((MessageClass, string, bool)));
        }

        var texts = await Held(db).Where(row => row.Detail == brakeId && row.Class != (int)MessageClass.Transactional)
            .GroupBy(row => new { row.Class, Key = row.Class == (int)MessageClass.Personal ? row.By : row.Action, IsOverdue = row.ExpiresUtc <= now, row.TextId })
            .Select(group => new { group.Key, From = group.Min(row => row.CreatedUtc) }).ToListAsync(cancellationToken);
        var ages = await approvals.AgesAsync([.. texts.Select(text => text.Key.TextId).Distinct()], cancellationToken);
        return texts.Where(text => ages[text.Key.TextId].SinceUtc(text.From) < limit).ToLookup(text => ((MessageClass)text.Key.Class, text.Key.Key, text.Key.IsOverdue), text => text.Key.TextId);
    }

    private static IQueryable<Message> Held(LinqToDB.Data.DataConnection db) => db.GetTable<Message>().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Brake);
}
