using System.Globalization;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using Crm.Messaging.Trips;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Pace;

/// <summary>
/// How fast letters to many go to each receiving domain, and which domains are left in peace because they turned letters away: three in a row, for a minute at first and twice as long each
/// time, an hour at most; an hour at once where we are refused, also by three mails within an hour. Scoped.
/// </summary>
internal sealed class DomainPaces(ISession session, PaceClock clock, ISiteService sites, TellManagers managers, JobAlarm<SendMessages> soon, AfterCommit after, TimeProvider time)
{
    private const int MostInARow = 3;
    private const int MostDetail = 300;

    private static readonly TimeSpan s_first = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_news = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Those of several messages that do not go now: their domain is left in peace, or their turn comes later. Each that is asked for and may go takes a turn.</summary>
    public async Task<IReadOnlyDictionary<long, Decision>> AskAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        var (asked, now, stopped) = (drafts.Where(draft => draft.Class == MessageClass.Marketing && draft.Domain.Length > 0).ToList(), Now, new Dictionary<long, Decision>());
        if (asked.Count == 0)
        {
            return stopped;
        }

        var pauses = (await PausesAsync(cancellationToken)).ToDictionary(row => (row.Channel, row.Domain));
        clock.Paused(pauses.Keys);
        var settings = (await sites.GetSiteSettingsAsync()).As<PaceSettings>();
        if (!clock.Remembers && asked.Any(draft => settings.Of(draft.Domain) > 0))
        {
            await RememberAsync(cancellationToken);
        }

        foreach (var draft in asked)
        {
            var message = draft.Message;
            if (pauses.TryGetValue((message.Channel, draft.Domain), out var pause) && pause.UntilUtc > now)
            {
                stopped.Add(message.Id, Decision.HoldUntil(pause.UntilUtc, Reasons.Domain, draft.Domain));
            }
            else if (settings.Of(draft.Domain) is > 0 and var perMinute && !HadItsTurn(message, now) && clock.TurnOf(draft.Domain, perMinute, now) is { } turn)
            {
                stopped.Add(message.Id, Decision.HoldUntil(turn, Reasons.Pace, draft.Domain));
            }
        }

        return stopped;
    }

    /// <summary>Takes note of what domains answered, within the transaction that writes it down.</summary>
    public async Task NoteAsync(IEnumerable<JournalEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries.Where(entry => entry is { Handover: not null, Receiver.Domain.Length: > 0 }))
        {
            var (channel, domain, handover) = (entry.Message.Channel, entry.Receiver!.Domain, entry.Handover!);
            if (handover.Kind == HandoverKind.Accepted)
            {
                if (clock.Taken(channel, domain))
                {
                    // One that refuses us takes letters and sends them back: its hour passes, unless somebody tries it at once.
                    var now = Now;
                    await Rows(await session.GetConnectionAsync(write: true), channel, domain).Where(row => !row.IsBlocked || row.UntilUtc <= now).DeleteAsync(cancellationToken);
                }
            }
            else if (TurnsUsAway(handover) && clock.TurnedAway(channel, domain) >= MostInARow)
            {
                await PauseAsync(channel, domain, IsBlock(handover), $"{handover.Code} {handover.Answer}".Trim(), cancellationToken);
            }
        }
    }

    /// <summary>A letter that a domain had taken came back by mail, because the domain refuses us, within the transaction that notes it.</summary>
    public async Task BouncedAsync(string channel, string domain, DateTime sentUtc, string detail, CancellationToken cancellationToken)
    {
        var now = Now;
        if (now - sentUtc < s_news && clock.Bounced(channel, domain, sentUtc, now - s_longest, now) >= MostInARow)
        {
            await PauseAsync(channel, domain, isBlocked: true, detail, cancellationToken);
            clock.Know(channel, domain, now + s_longest);
        }
    }

    /// <summary>The domains that are left in peace, or were and took nothing since.</summary>
    public async Task<IReadOnlyList<DomainPause>> PausesAsync(CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<DomainPause>().OrderBy(row => row.Domain).ToListAsync(cancellationToken);

    /// <summary>Tries a domain again at once.</summary>
    /// <returns>Its pause; null when there is none.</returns>
    public async Task<DomainPause?> ResumeAsync(long id, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<DomainPause>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } pause)
        {
            return null;
        }

        var now = Now;
        await db.GetTable<DomainPause>().Where(row => row.Id == id).Set(row => row.UntilUtc, now).UpdateAsync(cancellationToken);
        await db.PendingMessages().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Domain && row.Detail == pause.Domain && row.Channel == pause.Channel).Set(row => row.NextUtc, now).UpdateAsync(cancellationToken);
        session.RecordChange("MessageDomainPause", "Resumed");
        after.Add(soon.Now);
        return pause;
    }

    private async Task PauseAsync(string channel, string domain, bool isBlocked, string detail, CancellationToken cancellationToken)
    {
        var (db, now) = (await session.GetConnectionAsync(write: true), Now);
        var there = await Rows(db, channel, domain).FirstOrDefaultAsync(cancellationToken);
        if (there is not null && there.UntilUtc > now)
        {
            return; // those that were on their way when it began
        }

        var pause = there ?? new DomainPause { Channel = channel, Domain = domain };
        var twice = TimeSpan.FromTicks(Math.Min(s_longest.Ticks, s_first.Ticks << Math.Min(pause.Times, 10)));
        (pause.Times, pause.IsBlocked, pause.UntilUtc, pause.Detail) = (pause.Times + 1, isBlocked, now + (isBlocked ? s_longest : twice), detail.Length > MostDetail ? detail[..MostDetail] : detail);
        pause.Id = there is null ? await db.InsertWithInt64IdentityAsync(pause, token: cancellationToken) : pause.Id;
        if (there is not null)
        {
            await db.UpdateAsync(pause, token: cancellationToken);
        }

        session.RecordChange("MessageDomainPause", "Paused");
        if (isBlocked)
        {
            await managers.TellAsync([MessagingPermissions.Manage], PaceNotices.Kind, pause.Id.ToString(CultureInfo.InvariantCulture), $"{PaceNotices.Kind}/{pause.Id}/{pause.Times}");
        }
    }

    // The last turns that were given out: they stand with the messages that wait for them.
    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        var turns = await (await session.GetConnectionAsync()).GetTable<Message>().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Pace)
            .GroupBy(row => row.Detail).Select(group => new { Domain = group.Key, Last = group.Max(row => row.NextUtc) }).ToListAsync(cancellationToken);
        clock.Remember(turns.Where(turn => turn.Last is not null).Select(turn => (turn.Domain, turn.Last!.Value)));
    }

    private static IQueryable<DomainPause> Rows(LinqToDB.Data.DataConnection db, string channel, string domain) => db.GetTable<DomainPause>().Where(row => row.Channel == channel && row.Domain == domain);

    private static bool HadItsTurn(Message message, DateTime now) => message is { State: (int)MessageState.Held, Reason: Reasons.Pace } && message.NextUtc <= now;

    // Not what never reached a server, nor what is said of one mailbox for good.
    private static bool TurnsUsAway(Handover handover) => (handover.Kind == HandoverKind.Later && handover.Code.StartsWith('4')) || (handover.Kind == HandoverKind.Refused && IsBlock(handover));

    // RFC 3463: X.7.X is about security and policy, not about a mailbox.
    private static bool IsBlock(Handover handover) => handover.Code.StartsWith("550 5.7.", StringComparison.Ordinal) || handover.Code.StartsWith("554 5.7.", StringComparison.Ordinal);
}
