using System.Linq.Expressions;
using Crm.Kernel.Data;
using Crm.Messaging.Brakes;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using LinqToDB.Linq;

namespace Crm.Messaging.Send;

/// <summary>Writes down what workers tell of the messages in their hands, several at once; scoped, a unit of work each.</summary>
internal sealed class WriteJournal(ISession session, SendChecks checks, SentOnTimeline timeline, DomainPaces paces, BrakeBoard brakes, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Writes entries, in their order. Those that begin are asked once more, after what was sent is noted.</summary>
    public async Task WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        // With the gate in hand, or the households' locks: nobody else's message to these people is counted at the same moment.
        var db = await session.GetConnectionAsync(write: true);
        var standings = entries.Where(entry => entry.Decision is not null || entry.Handover is not null).Select(entry => (entry.Message, Standing: StandingOf(entry))).ToList();
        foreach (var group in standings.GroupBy(one => (one.Standing, one.Message.ClaimedBy)))
        {
            await PutAsync(db, [.. group.Select(one => one.Message.Id)], group.Key.ClaimedBy, group.Key.Standing, cancellationToken);
        }

        await timeline.RecordAsync([.. entries.Where(entry => entry.Handover is { Kind: HandoverKind.Accepted })], cancellationToken);
        await paces.NoteAsync(entries, cancellationToken);
        await BeginAsync(db, [.. entries.Where(entry => entry.Decision is null && entry.Handover is null)], cancellationToken);
    }

    private async Task BeginAsync(DataConnection db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        // Before anything is asked: a brake that is pulled meanwhile changes it.
        var stamp = brakes.Stamp();
        var stopped = await checks.AskAtLastAsync(db, [.. entries.Select(entry => (entry.Message, entry.Receiver!))], cancellationToken);
        foreach (var entry in entries.Where(entry => stopped.ContainsKey(entry.Message.Id)))
        {
            await PutAsync(db, [entry.Message.Id], entry.Message.ClaimedBy, new Standing(stopped[entry.Message.Id]), cancellationToken);
        }

        var now = Now;
        foreach (var group in entries.Where(entry => !stopped.ContainsKey(entry.Message.Id)).GroupBy(entry => entry.Message.ClaimedBy))
        {
            var ids = group.Select(entry => entry.Message.Id).ToList();
            var mine = Mine(db, ids, group.Key);
            await EachAsync(db, group, entry => entry.Message.IsReaddressed ? entry.Message.AddressKey : "", row => row.AddressKey, cancellationToken);
            var begun = await mine.Set(row => row.BegunUtc, now).Set(row => row.ClaimedUntilUtc, now + MessageDesk.Claim).Set(row => row.Attempts, row => row.Attempts + 1)
                .Set(row => row.FirstTriedUtc, row => row.FirstTriedUtc ?? now).UpdateAsync(cancellationToken);

            // What a template was filled with, before it may have left.
            await EachAsync(db, group, entry => entry.Message.Merged, row => row.Merged, cancellationToken);
            foreach (var tracked in group.Where(entry => entry.Message.IsRemarked).GroupBy(entry => entry.Message.Tracks))
            {
                await Mine(db, [.. tracked.Select(entry => entry.Message.Id)], group.Key).Set(row => row.Tracks, tracked.Key).UpdateAsync(cancellationToken);
            }

            // What was taken out of this sender's hand meanwhile is not begun.
            var still = begun == ids.Count ? null : await mine.Where(row => row.BegunUtc != null).Select(row => row.Id).ToListAsync(cancellationToken);
            foreach (var entry in group)
            {
                (entry.MayGo, entry.Brakes) = (still is null || still.Contains(entry.Message.Id), stamp);
            }
        }
    }

    // A value of its own for each whose value is not blank, in one statement.
    private static async Task EachAsync(DataConnection db, IGrouping<string?, JournalEntry> group, Func<JournalEntry, string> value, Expression<Func<Message, string>> member, CancellationToken cancellationToken)
    {
        var given = group.Where(entry => value(entry).Length > 0).ToDictionary(entry => entry.Message.Id, value);
        if (given.Count > 0)
        {
            var values = Mapped.Of(given);
            await Mine(db, [.. given.Keys], group.Key).Set(member, row => row.Id.ValueIn(values)).UpdateAsync(cancellationToken);
        }
    }

    private Standing StandingOf(JournalEntry entry)
    {
        if (entry.Decision is { } decided)
        {
            return new Standing(decided, NotTried: true);
        }

        var (message, handover) = (entry.Message, entry.Handover!);
        var detail = $"{handover.Code} {handover.Answer}".Trim();
        if (handover.Kind is HandoverKind.Stopped)
        {
            return new Standing(null);
        }

        if (handover.Kind is HandoverKind.Accepted or HandoverKind.Unknown)
        {
            return new Standing(handover.Kind == HandoverKind.Accepted ? new Decision(MessageState.Sent, "", detail) : new Decision(MessageState.Uncertain, Reasons.Broken, detail));
        }

        // For certain it did not leave: it is not counted against the person.
        var next = handover.Kind == HandoverKind.Later && RetryPlan.PauseAfter(message.Attempts + 1) is { } pause ? Now + pause : (DateTime?)null;
        var decision = next is null || next >= message.ExpiresUtc ? new Decision(MessageState.Failed, Reasons.Answer, detail) : new Decision(MessageState.Waiting, Reasons.Later, detail, next);
        return new Standing(decision, NotBegun: entry.IsTried, NotTried: !entry.IsTried);
    }

    private async Task PutAsync(DataConnection db, IReadOnlyList<long> ids, string? claim, Standing standing, CancellationToken cancellationToken)
    {
        var rows = Mine(db, ids, claim);
        if (standing.Decision is not { } decision)
        {
            // Given back: it did not leave.
            await Unbegun(rows.Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null)).UpdateAsync(cancellationToken);
            return;
        }

        var put = rows.Set(row => row.State, (int)decision.State).Set(row => row.Reason, decision.Reason).Set(row => row.Detail, decision.Detail.Length > 500 ? decision.Detail[..500] : decision.Detail)
            .Set(row => row.NextUtc, decision.NextUtc).Set(row => row.ClaimedBy, (string?)null).Set(row => row.ClaimedUntilUtc, (DateTime?)null);
        put = decision.State == MessageState.Sent ? put.Set(row => row.SentUtc, Now) : standing.NotBegun ? put.Set(row => row.BegunUtc, (DateTime?)null) : standing.NotTried ? Unbegun(put) : put;
        await put.UpdateAsync(cancellationToken);
    }

    // Begun with its lot, or not at all: that was no attempt.
    private static IUpdatable<Message> Unbegun(IUpdatable<Message> rows) => rows.Set(row => row.Attempts, row => row.BegunUtc == null ? row.Attempts : row.Attempts - 1).Set(row => row.BegunUtc, (DateTime?)null);

    // What was taken out of this sender's hand meanwhile is not touched.
    private static IQueryable<Message> Mine(DataConnection db, IReadOnlyList<long> ids, string? claim)
    {
        var (rows, owner) = (Among.Of(ids), claim ?? "");
        return db.GetTable<Message>().Where(row => row.Id.IsAmong(rows) && row.ClaimedBy == Sql.AsNotNull(owner));
    }

    /// <param name="Decision">Null for what is only given back.</param>
    /// <param name="NotBegun">Whether it did not leave, for certain.</param>
    /// <param name="NotTried">Whether nobody tried to hand it over.</param>
    private sealed record Standing(Decision? Decision, bool NotBegun = false, bool NotTried = false);
}
