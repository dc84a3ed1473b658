using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Stages.View;

/// <summary>The people of a stage.</summary>
/// <param name="People">How many are in it now.</param>
/// <param name="MedianDays">The middle of the days that they have been in it; null when none is known.</param>
/// <param name="MedianDaysOfLeavers">The middle of the days that who left it had been in it; null when nobody left.</param>
/// <param name="Stuck">How many are in it for too long; null when the stage has no limit.</param>
internal sealed record StageLine(Stage Stage, int People, int? MedianDays, int? MedianDaysOfLeavers, int? Stuck);

/// <summary>How many people moved from a stage to another in a stretch of time; null stands for any stage.</summary>
internal sealed record StageFlow(string? From, string? To, int People);

/// <summary>Counts the life cycle. Each figure is that of a list of people, for the same eyes.</summary>
internal sealed class StageFigures(ISession session, TimeProvider time)
{
    /// <summary>A line for each stage that is offered or has people.</summary>
    public async Task<IReadOnlyList<StageLine>> LinesAsync(IReadOnlyList<Stage> stages, ContactSight sight, CancellationToken cancellationToken)
    {
        var people = sight.Of(session.QueryIndex<PersonIndex>());
        var counts = await people.GroupBy(row => row.Stage).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var lines = new List<StageLine>();
        foreach (var stage in stages.Where(stage => !stage.IsRetired || counts.ContainsKey(stage.Key)))
        {
            var (key, known) = (stage.Key, default(DateTime));
            var inside = people.Where(row => row.Stage == key && row.StageSince > known);
            var since = await MiddleAsync(inside, rows => rows.OrderByDescending(row => row.StageSince).Select(row => (DateTime?)row.StageSince), cancellationToken);
            var left = Seen(session.QueryIndex<StageChangeIndex>().Where(row => row.To == key && row.Days >= 0), sight);
            lines.Add(new StageLine(
                stage, counts.GetValueOrDefault(key), since is { } middle ? time.DaysSince(middle) : null,
                await MiddleAsync(left, rows => rows.OrderBy(row => row.Days).Select(row => (int?)row.Days), cancellationToken),
                stage.StuckAfterDays is null ? null : await StuckIn(people, stage).CountAsync(cancellationToken)));
        }

        return lines;
    }

    /// <summary>Who moved between those moments: each pair of stages with its people, and those from or to any stage. A person who moved twice alike is one.</summary>
    public async Task<IReadOnlyList<StageFlow>> FlowsAsync(Moments moments, ContactSight sight, CancellationToken cancellationToken)
    {
        var (first, before) = moments;
        var changes = Seen(session.QueryIndex<StageChangeIndex>().Where(row => row.At >= first && row.At < before), sight);
        var pairs = await changes.GroupBy(row => new { row.From, row.To }).Select(group => new StageFlow(group.Key.From, group.Key.To, group.Select(row => row.DocumentId).Distinct().Count())).ToListAsync(cancellationToken);
        var from = await changes.GroupBy(row => row.From).Select(group => new StageFlow(group.Key, null, group.Select(row => row.DocumentId).Distinct().Count())).ToListAsync(cancellationToken);
        var to = await changes.GroupBy(row => row.To).Select(group => new StageFlow(null, group.Key, group.Select(row => row.DocumentId).Distinct().Count())).ToListAsync(cancellationToken);
        return [.. pairs, .. from, .. to];
    }

    /// <summary>Those stuck in a stage, longest first.</summary>
    public async Task<IReadOnlyList<PersonIndex>> StuckAsync(Stage stage, int take, ContactSight sight, CancellationToken cancellationToken)
        => [.. (await StuckIn(sight.Of(session.QueryIndex<PersonIndex>()), stage).OrderBy(row => row.StageSince).ThenBy(row => row.DocumentId).Take(take).ToListAsync(cancellationToken)).Select(sight.Show)];

    private IQueryable<PersonIndex> StuckIn(IQueryable<PersonIndex> people, Stage stage)
    {
        var (key, known, before) = (stage.Key, default(DateTime), StageRules.StuckBefore(stage, time));
        return people.Where(row => row.Stage == key && row.StageSince > known && row.StageSince < before);
    }

    // The rows are of living people; only who does not see all of them has to ask whose they are.
    private IQueryable<StageChangeIndex> Seen(IQueryable<StageChangeIndex> changes, ContactSight sight)
    {
        if (sight.Scope.IsAll)
        {
            return changes;
        }

        var ids = sight.Of(session.QueryIndex<PersonIndex>()).Select(row => row.DocumentId);
        return changes.Where(row => ids.Contains(row.DocumentId));
    }

    // One step into the index, at its middle.
    private static async Task<TValue?> MiddleAsync<TRow, TValue>(IQueryable<TRow> rows, Func<IQueryable<TRow>, IQueryable<TValue?>> order, CancellationToken cancellationToken) where TValue : struct
        => await rows.CountAsync(cancellationToken) is > 0 and var count ? await order(rows).Skip((count - 1) / 2).FirstOrDefaultAsync(cancellationToken) : null;
}
