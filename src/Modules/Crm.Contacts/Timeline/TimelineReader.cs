using System.Linq.Expressions;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Timeline;

/// <summary>A stretch of a timeline, newest first.</summary>
/// <param name="Older">The address value that asks for what came before; null when there is nothing.</param>
internal sealed record TimelineStretch(IReadOnlyList<TimelineIndex> Entries, string? Older, string? Kind);

/// <summary>Reads the timeline of a person or a household: one query on one table.</summary>
internal sealed class TimelineReader(ISession session)
{
    private const int Size = 30;

    /// <summary>The stretch that begins before that place.</summary>
    /// <param name="older">As a stretch gave it; null for the newest.</param>
    public Task<TimelineStretch> OfPersonAsync(string personId, string? kind, string? older, CancellationToken cancellationToken)
        => ReadAsync(entry => entry.PersonId == personId, kind, older, cancellationToken);

    /// <summary>The same for a household.</summary>
    public Task<TimelineStretch> OfHouseholdAsync(string householdId, string? kind, string? older, CancellationToken cancellationToken)
        => ReadAsync(entry => entry.HouseholdId == householdId, kind, older, cancellationToken);

    private async Task<TimelineStretch> ReadAsync(Expression<Func<TimelineIndex, bool>> whose, string? kind, string? older, CancellationToken cancellationToken)
    {
        var entries = session.QueryIndex<TimelineIndex>().Where(whose);
        if (Place(older) is { } place)
        {
            var (at, id) = place;
            entries = entries.Where(entry => entry.At <= at && (entry.At < at || entry.Id < id));
        }

        if (!string.IsNullOrEmpty(kind))
        {
            entries = entries.Where(entry => entry.Kind == kind);
        }

        var found = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(Size + 1).ToListAsync(cancellationToken);
        if (found.Count <= Size)
        {
            return new TimelineStretch(found, null, kind);
        }

        found.RemoveAt(Size);
        return new TimelineStretch(found, $"{found[^1].At.Ticks}-{found[^1].Id}", kind);
    }

    private static (DateTime At, long Id)? Place(string? older)
        => older?.Split('-') is [var ticks, var id] && long.TryParse(ticks, out var at) && at is >= 0 and <= 3155378975999999999 && long.TryParse(id, out var number)
            ? (new DateTime(at, DateTimeKind.Utc), number) : null;
}
