using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Messaging.Send;

/// <summary>Hands messages out to one sender at a time; scoped, a unit of work each.</summary>
internal sealed class MessageDesk(ISession session, IEnumerable<IChannel> channels, ShellSettings settings, HandLog hands, WriteJournal journal, AfterCommit after, TimeProvider time)
{
    /// <summary>Longer than a message is in hand; a sender whose process died is found out at once where it ran.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>When the next one is to be looked at; null when none is.</summary>
    public async Task<DateTime?> NextUtcAsync(CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).PendingMessages().MinAsync(row => row.NextUtc, cancellationToken);

    /// <summary>Frees what senders that are gone had in hand: what they had begun stands as its channel knows it, and is uncertain when that does not know; the rest waits again.</summary>
    public async Task FreeAsync(CancellationToken cancellationToken)
    {
        var (db, now) = (await session.GetConnectionAsync(), Now);
        var claims = await db.GetTable<Message>().Where(row => row.ClaimedBy != null).GroupBy(row => row.ClaimedBy).Select(group => new { Owner = group.Key!, Until = group.Max(row => row.ClaimedUntilUtc) }).ToListAsync(cancellationToken);
        foreach (var claim in claims.Where(claim => claim.Until < now || LockOwner.IsGone(claim.Owner)))
        {
            db = await session.GetConnectionAsync(write: true);
            await RememberAsync(db, claim.Owner, cancellationToken);
            await FindOutAsync(db, claim.Owner, cancellationToken);
            var held = db.GetTable<Message>().Where(row => row.ClaimedBy == claim.Owner);
            await held.Where(row => row.BegunUtc != null)
                .Set(row => row.State, (int)MessageState.Uncertain).Set(row => row.Reason, Reasons.Broken).Set(row => row.Detail, "").Set(row => row.NextUtc, (DateTime?)null)
                .Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null).UpdateAsync(cancellationToken);
            await held.Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null).UpdateAsync(cancellationToken);
            after.Add(() => hands.Delete(claim.Owner));
        }
    }

    // What a process that ended on this machine had begun with its lot: what was taken is told of as it would have done, what it did not hand over was not begun.
    private async Task RememberAsync(DataConnection db, string owner, CancellationToken cancellationToken)
    {
        if (!LockOwner.IsGone(owner) || hands.Of(owner) is not { } steps)
        {
            return;
        }

        var taken = Among.Of(steps.Where(one => one.Value == HandStep.Taken).Select(one => one.Key));
        var told = await db.GetTable<Message>().Where(row => row.ClaimedBy == owner && row.BegunUtc != null && row.Id.IsAmong(taken)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        await journal.WriteAsync([.. told.Select(message => new JournalEntry(message, new Receiver(message.PersonId, [message.PersonId], "", ""), Handover: new Handover(HandoverKind.Accepted), IsTried: true))], cancellationToken);
        var sent = Among.Of(told.Select(message => message.Id));
        await db.GetTable<Message>().Where(row => row.Id.IsAmong(sent)).Set(row => row.SentUtc, row => row.BegunUtc).UpdateAsync(cancellationToken);

        var begun = Among.Of(steps.Where(one => one.Value == HandStep.Begun).Select(one => one.Key));
        await db.GetTable<Message>().Where(row => row.ClaimedBy == owner && row.BegunUtc != null && !row.Id.IsAmong(begun)).Set(row => row.Attempts, row => row.Attempts - 1).Set(row => row.BegunUtc, (DateTime?)null).UpdateAsync(cancellationToken);
    }

    // What was begun and its channel can tell of: it left, or it waits again.
    private async Task FindOutAsync(DataConnection db, string owner, CancellationToken cancellationToken)
    {
        var begun = await db.GetTable<Message>().Where(row => row.ClaimedBy == owner && row.BegunUtc != null).Select(row => new { row.Id, row.MessageId, row.Channel }).ToListAsync(cancellationToken);
        foreach (var one in begun)
        {
            var row = db.GetTable<Message>().Where(message => message.Id == one.Id);
            switch (channels.FirstOrDefault(channel => channel.Name == one.Channel) is { } channel ? await channel.WasHandedOverAsync(one.MessageId, cancellationToken) : null)
            {
                case true:
                    await row.Set(message => message.State, (int)MessageState.Sent).Set(message => message.Reason, "").Set(message => message.Detail, "").Set(message => message.NextUtc, (DateTime?)null)
                        .Set(message => message.SentUtc, message => message.BegunUtc).Set(message => message.ClaimedBy, (string?)null).Set(message => message.ClaimedUntilUtc, (DateTime?)null).UpdateAsync(cancellationToken);
                    break;
                case false:
                    await row.Set(message => message.BegunUtc, (DateTime?)null).UpdateAsync(cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Drops some of those whose time is over. Those that a person decides about are left to that person.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExpireAsync(int most, CancellationToken cancellationToken)
    {
        var now = Now;
        var db = await session.GetConnectionAsync(write: true);
        var ids = await Ready(db, now).Where(row => row.ExpiresUtc <= now).OrderBy(row => row.Id).Select(row => row.Id).Take(most).ToListAsync(cancellationToken);
        return ids.Count == 0 ? 0 : await Ready(db, now).Where(row => ids.Contains(row.Id))
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

        var rows = Among.Of(ids);
        await db.GetTable<Message>().Where(row => row.Id.IsAmong(rows) && row.ClaimedBy == null).Set(row => row.ClaimedBy, claim).Set(row => row.ClaimedUntilUtc, now + Claim).UpdateAsync(cancellationToken);
        return await db.GetTable<Message>().Where(row => row.Id.IsAmong(rows) && row.ClaimedBy == Sql.AsNotNull(claim)).OrderByDescending(row => row.Priority).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    private static IQueryable<Message> Ready(DataConnection db, DateTime now) => db.PendingMessages().Where(row => row.NextUtc <= now);
}
