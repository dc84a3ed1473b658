using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Approvals;

/// <summary>Messages that say the same and wait until somebody approves it.</summary>
/// <param name="Template">Name of the template; blank for words of its own.</param>
/// <param name="WrittenUtc">Since when the oldest of it was known to be good.</param>
/// <param name="Late">How many are too late by now, and are dropped when it is approved.</param>
/// <param name="SampleId">Message id of one of them.</param>
internal sealed record OldGroup(long TextId, MessageClass Class, string Subject, string Template, int Version, DateTime WrittenUtc, int Count, int Late, DateTime OldestUtc, string SampleId);

/// <summary>A decision, with what it was about.</summary>
internal sealed record SignedApproval(Approval Approval, string Subject);

/// <summary>Counts what waits for approval; scoped.</summary>
internal sealed class ApprovalFigures(ISession session, TextApprovals approvals, TimeProvider time)
{
    /// <summary>Groups shown at most.</summary>
    public const int MostShown = 100;

    /// <summary>What nobody decided yet, the longest waiting first.</summary>
    public async Task<IReadOnlyList<OldGroup>> GroupsAsync(CancellationToken cancellationToken)
    {
        var (db, now, open) = (await session.GetConnectionAsync(), time.GetUtcNow().UtcDateTime, (await approvals.OpenAsync(cancellationToken)).ToDictionary(approval => approval.TextId));
        var groups = (await db.OldMessages().GroupBy(row => row.TextId).Select(group => new
        {
            group.Key, Count = group.Count(), Late = group.Sum(row => row.ExpiresUtc <= now ? 1 : 0), Oldest = group.Min(row => row.CreatedUtc), Newest = group.Max(row => row.CreatedUtc), Sample = group.Min(row => row.Id),
        }).OrderBy(group => group.Oldest).ThenBy(group => group.Key).Take(MostShown + open.Count).ToListAsync(cancellationToken))
            .Where(group => !open.TryGetValue(group.Key, out var decided) || (decided.IsDrop && group.Newest > decided.AtUtc)).Take(MostShown).ToList();
        var (texts, ids) = (groups.ConvertAll(group => group.Key), groups.ConvertAll(group => group.Sample));
        var ages = await approvals.AgesAsync(texts, cancellationToken);
        var samples = await db.GetTable<Message>().Where(row => ids.Contains(row.Id)).Join(db.GetTable<MessageText>(), row => row.TextId, text => text.Id, (row, text) => new { row.TextId, row.MessageId, row.Class, text.Subject, text.TemplateName, text.TemplateVersion })
            .ToDictionaryAsync(row => row.TextId, cancellationToken);
        return
        [
            .. groups.Where(group => samples.ContainsKey(group.Key)).Select(group => new OldGroup(
                group.Key, (MessageClass)samples[group.Key].Class, samples[group.Key].Subject, samples[group.Key].TemplateName, samples[group.Key].TemplateVersion, ages[group.Key].SinceUtc(group.Oldest), group.Count, group.Late, group.Oldest, samples[group.Key].MessageId)),
        ];
    }

    /// <summary>The last decisions, the newest first.</summary>
    public async Task<IReadOnlyList<SignedApproval>> SignedAsync(int take, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var rows = await db.GetTable<Approval>().OrderByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);
        var texts = rows.Select(row => row.TextId).Distinct().ToList();
        var subjects = await db.GetTable<MessageText>().Where(text => texts.Contains(text.Id)).ToDictionaryAsync(text => text.Id, text => text.Subject, cancellationToken);
        return [.. rows.Select(row => new SignedApproval(row, subjects.GetValueOrDefault(row.TextId, "")))];
    }
}
