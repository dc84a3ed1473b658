using Crm.Kernel.Data;
using Crm.Tracking.Classify;
using Crm.Tracking.Hits;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Tracking.Figures;

/// <summary>Which readers of an action's letters are meant.</summary>
public enum Readers
{
    /// <summary>Who opened one, as far as one knows a person.</summary>
    Opened,

    /// <summary>Of whose letter only machines, or programs that nobody knows, fetched the pixel.</summary>
    OpenedByMachine,

    /// <summary>Who followed a link.</summary>
    Clicked,

    /// <summary>In whose letter only machines, or programs that nobody knows, followed links.</summary>
    ClickedByMachine,
}

/// <summary>How one person read.</summary>
/// <param name="Links">Different links that were followed.</param>
public sealed record Reader(string PersonId, long Opens, long Clicks, int Links, DateTime FirstUtc, DateTime LastUtc);

/// <summary>How one link was followed.</summary>
/// <param name="People">Different people.</param>
/// <param name="Clicks">Hits of people.</param>
/// <param name="Machines">Hits of all others.</param>
public sealed record FollowedLink(string Url, int People, long Clicks, long Machines);

/// <summary>First opens and clicks of people within a stretch of time after sending.</summary>
/// <param name="From">Hours after sending from which on.</param>
/// <param name="To">Hours before which; null for the last, which has no end.</param>
public sealed record ReadingStretch(int From, int? To, int Opens, int Clicks);

/// <summary>What readers did with the letters of an action, people and machines apart; for the module that put them. Scoped.</summary>
public sealed class ActionSigns
{
    private static readonly int[] s_hours = [1, 3, 6, 12, 24, 48, 72, 168];

    private readonly ISession _session;

    internal ActionSigns(ISession session) => _session = session;

    /// <summary>How many people.</summary>
    public async Task<int> CountAsync(string action, Readers which, CancellationToken cancellationToken) => await (await PeopleAsync(action, which)).CountAsync(cancellationToken);

    /// <summary>Ids of these people, each once, as a query of the session.</summary>
    public async Task<IQueryable<string>> PeopleAsync(string action, Readers which)
    {
        var rows = (await _session.GetConnectionAsync()).GetTable<MessageSign>().Where(row => row.Action == action);
        var kind = (int)(which is Readers.Opened or Readers.OpenedByMachine ? HitKind.Open : HitKind.Click);
        var people = rows.Where(row => row.Kind == kind && row.Class == (int)ReaderClass.Human).Select(row => row.PersonId);
        return which is Readers.Opened or Readers.Clicked ? people.Distinct() : rows.Where(row => row.Kind == kind && !people.Contains(row.PersonId)).Select(row => row.PersonId).Distinct();
    }

    /// <summary>Ids of the people who gave any sign of their own: opened or followed a link.</summary>
    public async Task<IQueryable<string>> PeopleWithSignAsync(string action)
        => (await _session.GetConnectionAsync()).GetTable<MessageSign>().Where(row => row.Action == action && row.Class == (int)ReaderClass.Human).Select(row => row.PersonId).Distinct();

    /// <summary>The links, the most followed first.</summary>
    public async Task<IReadOnlyList<FollowedLink>> LinksAsync(string action, CancellationToken cancellationToken)
    {
        var rows = (await _session.GetConnectionAsync()).GetTable<MessageSign>().Where(row => row.Action == action && row.Kind == (int)HitKind.Click);
        var sums = await rows.GroupBy(row => new { row.Url, IsHuman = row.Class == (int)ReaderClass.Human }).Select(group => new { group.Key.Url, group.Key.IsHuman, People = group.CountExt(row => row.PersonId, Sql.AggregateModifier.Distinct), Hits = group.Sum(row => row.Count) }).ToListAsync(cancellationToken);
        return [.. sums.GroupBy(sum => sum.Url).Select(link => new FollowedLink(link.Key, link.Where(sum => sum.IsHuman).Sum(sum => sum.People), link.Where(sum => sum.IsHuman).Sum(sum => sum.Hits), link.Where(sum => !sum.IsHuman).Sum(sum => sum.Hits)))
            .OrderByDescending(link => link.People).ThenByDescending(link => link.Machines).ThenBy(link => link.Url, StringComparer.Ordinal)];
    }

    /// <summary>When people read, from sending on: each person's first open and first click.</summary>
    public async Task<IReadOnlyList<ReadingStretch>> CurveAsync(string action, CancellationToken cancellationToken)
    {
        var firsts = (await _session.GetConnectionAsync()).GetTable<MessageSign>().Where(row => row.Action == action && row.Class == (int)ReaderClass.Human)
            .GroupBy(row => new { row.Kind, row.PersonId }).Select(group => new { group.Key.Kind, After = group.Min(row => row.After) });
        var hours = await firsts.GroupBy(row => new { row.Kind, Hour = row.After / 3600 }).Select(group => new { group.Key.Kind, group.Key.Hour, Count = group.Count() }).ToListAsync(cancellationToken);
        return [.. s_hours.Select((to, index) => Stretch(index == 0 ? 0 : s_hours[index - 1], to)), Stretch(s_hours[^1], null)];

        ReadingStretch Stretch(int from, int? to)
        {
            var within = hours.Where(one => one.Hour >= from && (to is null || one.Hour < to)).ToList();
            return new ReadingStretch(from, to, within.Where(one => one.Kind == (int)HitKind.Open).Sum(one => one.Count), within.Where(one => one.Kind == (int)HitKind.Click).Sum(one => one.Count));
        }
    }

    /// <summary>Readers, the most engaged first: by different links, by clicks, by opens. Of those whom only machines stand for, what these did.</summary>
    public async Task<IReadOnlyList<Reader>> ListAsync(string action, Readers which, int skip, int take, CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(action, which);
        var isHuman = which is Readers.Opened or Readers.Clicked;
        var rows = (await _session.GetConnectionAsync()).GetTable<MessageSign>().Where(row => row.Action == action && row.Class == (int)ReaderClass.Human == isHuman && people.Contains(row.PersonId));
        return [.. (await rows.GroupBy(row => row.PersonId)
            .Select(group => new
            {
                PersonId = group.Key, Opens = group.Sum(row => row.Kind == (int)HitKind.Open ? row.Count : 0), Clicks = group.Sum(row => row.Kind == (int)HitKind.Click ? row.Count : 0),
                Links = group.CountExt(row => row.Kind == (int)HitKind.Click ? row.Url : null, Sql.AggregateModifier.Distinct), First = group.Min(row => row.FirstUtc), Last = group.Max(row => row.LastUtc),
            })
            .OrderByDescending(row => row.Links).ThenByDescending(row => row.Clicks).ThenByDescending(row => row.Opens).ThenBy(row => row.PersonId).Skip(skip).Take(take).ToListAsync(cancellationToken))
            .Select(row => new Reader(row.PersonId, row.Opens, row.Clicks, row.Links, row.First, row.Last))];
    }
}
