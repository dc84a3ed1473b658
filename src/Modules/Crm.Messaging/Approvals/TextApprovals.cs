using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Send;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Approvals;

/// <summary>How old some words are.</summary>
/// <param name="SavedUtc">Of a template, when that version was saved; null for words of its own, which are as old as their message.</param>
/// <param name="ApprovedUtc">When somebody last approved them; null for never.</param>
internal sealed record TextAge(DateTime? SavedUtc, DateTime? ApprovedUtc)
{
    /// <summary>Since when they are known to be good, in a message that was put then.</summary>
    public DateTime SinceUtc(DateTime createdUtc) => new[] { SavedUtc ?? createdUtc, ApprovedUtc ?? DateTime.MinValue }.Max();
}

/// <summary>What became of what a decision had dropped when it was taken back.</summary>
/// <param name="Back">How many wait again.</param>
/// <param name="Late">How many stay dropped: their time is over.</param>
internal sealed record DropsUndone(int Back, int Late);

/// <summary>Which words are too old to leave unread, and what somebody decided about them; scoped.</summary>
internal sealed class TextApprovals(ISession session, ISiteService sites, ChangeContext change, JobAlarm<SendMessages> soon, AfterCommit after, TimeProvider time)
{
    private const int DayLength = 10; // yyyy-MM-dd

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What was written before this is read again before it leaves; null when nothing is.</summary>
    public async Task<DateTime?> LimitAsync() => (await sites.GetSiteSettingsAsync()).As<RestraintSettings>().ApprovalDays is > 0 and var days ? Now.AddDays(-days) : null;

    /// <summary>Those of these messages that say what has to be approved first, by the message's id: since when it was known to be good. What people wait for is never among them.</summary>
    public async Task<IReadOnlyDictionary<long, DateTime>> OldAsync(IReadOnlyCollection<Message> messages, CancellationToken cancellationToken)
    {
        var old = new Dictionary<long, DateTime>();
        var asked = messages.Where(message => message.Class != (int)MessageClass.Transactional).ToList();
        if (asked.Count == 0 || await LimitAsync() is not { } limit)
        {
            return old;
        }

        var ages = await AgesAsync([.. asked.Select(message => message.TextId).Distinct()], cancellationToken);
        foreach (var message in asked)
        {
            if (ages[message.TextId].SinceUtc(message.CreatedUtc) is var since && since < limit)
            {
                old[message.Id] = since;
            }
        }

        return old;
    }

    /// <summary>How old these words are.</summary>
    public async Task<IReadOnlyDictionary<long, TextAge>> AgesAsync(IReadOnlyCollection<long> textIds, CancellationToken cancellationToken)
    {
        var (db, asked) = (await session.GetConnectionAsync(), Among.Of(textIds));
        var saved = await db.GetTable<MessageText>().Where(text => text.Id.IsAmong(asked)).InnerJoin(db.GetTable<MailTemplateVersion>(), (text, version) => text.TemplateVersionId == version.Id, (text, version) => new { text.Id, version.SavedUtc })
            .ToDictionaryAsync(row => row.Id, row => row.SavedUtc, cancellationToken);
        var approved = await Holding(db).Where(row => row.TextId.IsAmong(asked) && !row.IsDrop).GroupBy(row => row.TextId).Select(group => new { group.Key, AtUtc = group.Max(row => row.AtUtc) }).ToDictionaryAsync(row => row.Key, row => row.AtUtc, cancellationToken);
        return textIds.Distinct().ToDictionary(id => id, id => new TextAge(saved.TryGetValue(id, out var at) ? at : null, approved.TryGetValue(id, out var by) ? by : null));
    }

    /// <summary>Signs that these words are good as they are, or that what waits with them is dropped.</summary>
    /// <returns>The number of the last decision; 0 when nothing was to be decided.</returns>
    public async Task<long> SignAsync(IEnumerable<long> textIds, bool isDrop, CancellationToken cancellationToken)
    {
        var last = 0L;
        foreach (var id in textIds.Distinct())
        {
            var db = await session.GetConnectionAsync(write: true);
            last = await db.InsertWithInt64IdentityAsync(new Approval { TextId = id, IsDrop = isDrop, AtUtc = Now, By = change.Actor, ByName = change.ActorName }, token: cancellationToken);
        }

        if (last > 0)
        {
            session.RecordChange("MessageApproval", isDrop ? "Dropped" : "Approved");
            after.Add(soon.Now); // to carry it out
        }

        return last;
    }

    /// <summary>Takes the last decision about some words back: what has not left with it, or was dropped and is not too late, waits for approval again.</summary>
    /// <returns>What became of what it dropped; null when it is not the last that holds.</returns>
    public async Task<DropsUndone?> UndoAsync(long approval, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        var later = Holding(db);
        var own = Holding(db).Where(row => row.Id == approval && !later.Any(other => other.TextId == row.TextId && other.Id > row.Id));
        if (await own.FirstOrDefaultAsync(cancellationToken) is not { } undone || await own.Set(row => row.UndoneUtc, Now).Set(row => row.UndoneByName, change.ActorName).UpdateAsync(cancellationToken) != 1)
        {
            return null;
        }

        session.RecordChange("MessageApproval", "Undone");
        return undone.IsDrop ? await PutBackAsync(db, undone, cancellationToken) : new DropsUndone(0, 0);
    }

    // What a decision dropped says its number in the ledger, after the day it was written, which is ten characters.
    private async Task<DropsUndone> PutBackAsync(LinqToDB.Data.DataConnection db, Approval undone, CancellationToken cancellationToken)
    {
        var (text, mark, now) = (undone.TextId, undone.DropMark, Now);
        var dropped = db.GetTable<Message>().Where(row => row.TextId == text && row.State == (int)MessageState.Dropped && row.Reason == Reasons.OldDropped && row.Detail.Substring(DayLength).StartsWith(mark));
        var back = await dropped.Where(row => row.ExpiresUtc > now).Set(row => row.State, (int)MessageState.Held).Set(row => row.Reason, Reasons.Old).Set(row => row.Detail, row => row.Detail.Substring(0, DayLength)).UpdateAsync(cancellationToken);
        return new DropsUndone(back, await dropped.CountAsync(cancellationToken));
    }

    /// <summary>Takes a decision in hand, to carry it out, so that nobody takes it back at the same moment.</summary>
    /// <returns>False when it was taken back meanwhile.</returns>
    public async Task<bool> TakeAsync(Approval approval, CancellationToken cancellationToken)
        => await Holding(await session.GetConnectionAsync(write: true)).Where(row => row.Id == approval.Id).Set(row => row.AtUtc, row => row.AtUtc).UpdateAsync(cancellationToken) == 1;

    /// <summary>What was decided about words with which something waits, and is still to be carried out: the last decision of each.</summary>
    public async Task<IReadOnlyList<Approval>> OpenAsync(CancellationToken cancellationToken)
    {
        var (db, limit) = (await session.GetConnectionAsync(), await LimitAsync());
        var waiting = db.OldMessages().Select(row => row.TextId);
        return [.. (await Holding(db).Where(row => waiting.Contains(row.TextId)).OrderByDescending(row => row.Id).ToListAsync(cancellationToken)).DistinctBy(row => row.TextId).Where(row => row.IsDrop || limit is null || row.AtUtc >= limit)];
    }

    private static IQueryable<Approval> Holding(LinqToDB.Data.DataConnection db) => db.GetTable<Approval>().Where(row => row.UndoneUtc == null);
}

/// <summary>Reads of what waits for approval.</summary>
internal static class OldMessageRows
{
    public static IQueryable<Message> OldMessages(this LinqToDB.Data.DataConnection db) => db.GetTable<Message>().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Old && row.ClaimedBy == null);
}
