using Crm.Contacts.Segments;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Messaging.Brakes;

/// <summary>
/// Whom brakes on segments cover, asked anew each time: whoever is in the segment at that moment, also people whom who pulled it may not see. A segment that is gone, or cannot be asked any more, covers
/// everybody: rather stopped than sent. Scoped.
/// </summary>
internal sealed class SegmentReach(Segments segments)
{
    /// <summary>The ids of the people that a brake covers, for the database; null when it asks for no segment, or covers everybody.</summary>
    public async Task<IQueryable<string>?> PeopleAsync(Brake brake, CancellationToken cancellationToken)
        => brake.Scope == BrakeScopes.Segment && await FindAsync(brake.Value, cancellationToken) is { } people ? people.Rows.Select(row => row.ContentItemId) : null;

    /// <summary>Which of these people each brake on a segment covers, by the brake's id: one question a brake, however many people.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> AmongAsync(IEnumerable<Brake> brakes, IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var (found, asked) = (new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal), personIds.ToHashSet(StringComparer.Ordinal));
        foreach (var brake in brakes.Where(brake => brake.Scope == BrakeScopes.Segment))
        {
            var ids = Among.Of(asked);
            found[brake.BrakeId] = await FindAsync(brake.Value, cancellationToken) is { } people
                ? (await people.Rows.Where(row => row.ContentItemId.IsAmong(ids)).Select(row => row.ContentItemId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal) : asked;
        }

        return found;
    }

    /// <summary>Whether a brake on a segment covers everybody, because its segment cannot be asked.</summary>
    public async Task<bool> IsLostAsync(Brake brake, CancellationToken cancellationToken) => brake.Scope == BrakeScopes.Segment && await FindAsync(brake.Value, cancellationToken) is null;

    private async Task<SegmentPeople?> FindAsync(string segment, CancellationToken cancellationToken) => await segments.ForSiteAsync(segment, cancellationToken) is { Faults.Count: 0 } people ? people : null;
}
