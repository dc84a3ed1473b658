using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Messaging.Send;

/// <summary>Hands messages out to one sender at a time and writes down what became of them; scoped, a unit of work each.</summary>
internal sealed class MessageDesk(ISession session, SendChecks checks, SentOnTimeline timeline, ShellSettings settings, TimeProvider time)
{
    /// <summary>Longer than a message is in hand; a sender whose process died is found out at once where it ran.</summary>
    private static readonly TimeSpan s_claim = TimeSpan.FromMinutes(5);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>When the next one is to be looked at; null when none is.</summary>
    public async Task<DateTime?> NextUtcAsync(CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).PendingMessages().MinAsync(row => row.NextUtc, cancellationToken);

    /// <summary>Frees what senders that are gone had in hand: what they had begun is uncertain from now on, the rest waits again.</summary>
    public async Task FreeAsync(CancellationToken cancellationToken)
    {
        var (db, now) = (await session.GetConnectionAsync(), Now);
        var claims = await db.GetTable<Message>().Where(row => row.ClaimedBy != null).GroupBy(row => row.ClaimedBy).Select(group => new { Owner = group.Key!, Until = group.Max(row => row.ClaimedUntilUtc) }).ToListAsync(cancellationToken);
        foreach (var claim in claims.Where(claim => claim.Until < now || LockOwner.IsGone(claim.Owner)))
        {
            db = await session.GetConnectionAsync(write: true);
            var held = db.GetTable<Message>().Where(row => row.ClaimedBy == claim.Owner);
            await held.Where(row => row.BegunUtc != null)
                .Set(row => row.State, (int)MessageState.Uncertain).Set(row => row.Reason, Reasons.Broken).Set(row => row.Detail, "").Set(row => row.NextUtc, (DateTime?)null)
                .Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null).UpdateAsync(cancellationToken);
            await held.Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null).UpdateAsync(cancellationToken);
        }
    }

    /// <summary>Drops some of those whose time is over. Those that a person decides about are left to that person.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExpireAsync(int most, CancellationToken cancellationToken)
    {
        var now = Now;
        var db = await session.GetConnectionAsync(write: true);
        var ids = await Ready(db, now).Where(row => row.ExpiresUtc <= now).OrderBy(row => row.Id).Select(row => row.Id).Take(most).ToListAsync(cancellationToken);
        return ids.Count == 0 ? 0 : await db.GetTable<Message>().Where(row => ids.Contains(row.Id))
            .Set(row => row.State, (int)MessageState.Dropped).Set(row => row.Detail, row => row.Reason).Set(row => row.Reason, Reasons.Expired).Set(row => row.NextUtc, (DateTime?)null).UpdateAsync(cancellationToken);
    }

    /// <summary>Takes some that are due in hand, the most urgent first. Two nodes never take the same one.</summary>
    public async Task<IReadOnlyList<Message>> TakeAsync(string claim, int most, CancellationToken cancellationToken)
    {
        var now = Now;
        var db = await session.GetConnectionAsync(write: true);
        var due = Ready(db, now).OrderByDescending(row => row.Priority).ThenBy(row => row.NextUtc).ThenBy(row => row.Id).Select(row => row.Id).Take(most);
        var ids = await (settings.DatabaseProvider == "Postgres" ? due.QueryHint("FOR UPDATE SKIP LOCKED") : due).ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return [];
        }

        await db.GetTable<Message>().Where(row => ids.Contains(row.Id) && row.ClaimedBy == null).Set(row => row.ClaimedBy, claim).Set(row => row.ClaimedUntilUtc, now + s_claim).UpdateAsync(cancellationToken);
        return await db.GetTable<Message>().Where(row => ids.Contains(row.Id) && row.ClaimedBy == claim).OrderByDescending(row => row.Priority).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Notes durably that a message may leave from now on; false when it may not after all, which is noted then.</summary>
    public async Task<bool> BeginAsync(Message message, CancellationToken cancellationToken)
    {
        // With the gate in hand, or the household's lock: nobody else's message to these people is counted at the same moment.
        var db = await session.GetConnectionAsync(write: true);
        await checks.LockAsync(db, message, cancellationToken);
        if (await checks.AskAtLastAsync(message, cancellationToken) is { } decision)
        {
            await DecideAsync(message, decision, cancellationToken);
            return false;
        }

        var now = Now;
        message.FirstTriedUtc ??= now;
        return await Mine(db, message).Set(row => row.BegunUtc, now).Set(row => row.Attempts, row => row.Attempts + 1).Set(row => row.FirstTriedUtc, message.FirstTriedUtc).UpdateAsync(cancellationToken) == 1;
    }

    /// <summary>Puts a message that does not go now where it stands from now on.</summary>
    public async Task DecideAsync(Message message, Decision decision, CancellationToken cancellationToken)
        => await Put(Mine(await session.GetConnectionAsync(write: true), message), decision).UpdateAsync(cancellationToken);

    /// <summary>Writes down what became of it.</summary>
    public async Task NoteAsync(Message message, Handover handover, CancellationToken cancellationToken)
    {
        var mine = Mine(await session.GetConnectionAsync(write: true), message);
        var detail = $"{handover.Code} {handover.Answer}".Trim();
        if (handover.Kind == HandoverKind.Accepted)
        {
            await Put(mine, new Decision(MessageState.Sent, "", detail)).Set(row => row.SentUtc, Now).UpdateAsync(cancellationToken);
            await timeline.RecordAsync(message, cancellationToken);
        }
        else if (handover.Kind == HandoverKind.Unknown)
        {
            await Put(mine, new Decision(MessageState.Uncertain, Reasons.Broken, detail)).UpdateAsync(cancellationToken);
        }
        else if (handover.Kind != HandoverKind.Stopped)
        {
            // For certain it did not leave: it is not counted against the person.
            var next = handover.Kind == HandoverKind.Later && RetryPlan.PauseAfter(message.Attempts + 1) is { } pause ? Now + pause : (DateTime?)null;
            var decision = next is null || next >= message.ExpiresUtc ? new Decision(MessageState.Failed, Reasons.Answer, detail) : new Decision(MessageState.Waiting, Reasons.Later, detail, next);
            await Put(mine, decision).Set(row => row.BegunUtc, (DateTime?)null).UpdateAsync(cancellationToken);
        }
        else
        {
            await mine.Where(row => row.BegunUtc == null).Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null).UpdateAsync(cancellationToken);
        }
    }

    private static IQueryable<Message> Ready(DataConnection db, DateTime now) => db.PendingMessages().Where(row => row.NextUtc <= now);

    // What was taken out of this sender's hand meanwhile is not touched.
    private static IQueryable<Message> Mine(DataConnection db, Message message) => db.GetTable<Message>().Where(row => row.Id == message.Id && row.ClaimedBy == message.ClaimedBy);

    private static LinqToDB.Linq.IUpdatable<Message> Put(IQueryable<Message> rows, Decision decision) => rows
        .Set(row => row.State, (int)decision.State).Set(row => row.Reason, decision.Reason).Set(row => row.Detail, decision.Detail.Length > 500 ? decision.Detail[..500] : decision.Detail)
        .Set(row => row.NextUtc, decision.NextUtc).Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null);
}

/// <summary>When a message that was not taken is tried again.</summary>
internal static class RetryPlan
{
    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(30),
    ];

    /// <summary>The pause after that many attempts, 72 hours in all; null when that was the last.</summary>
    public static TimeSpan? PauseAfter(int attempts) => attempts > s_pauses.Length ? null : s_pauses[attempts - 1];
}
