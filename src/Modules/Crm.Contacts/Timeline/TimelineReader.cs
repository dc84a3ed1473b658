using System.Linq.Expressions;
using System.Security.Claims;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;

namespace Crm.Contacts.Timeline;

/// <summary>A stretch of a timeline, newest first.</summary>
/// <param name="Older">The address value that asks for what came before; null when there is nothing.</param>
internal sealed record TimelineStretch(IReadOnlyList<TimelineIndex> Entries, string? Older, string? Kind);

/// <summary>Reads the timeline of a person or a household: one query on one table.</summary>
internal sealed class TimelineReader(ISession session, Visible visible, RecordScopes scopes)
{
    /// <summary>How many entries a stretch has unless told.</summary>
    public const int Usual = 30;

    /// <summary>The stretch that begins before that place.</summary>
    /// <param name="older">As a stretch gave it; null for the newest.</param>
    /// <param name="take">How many entries at most.</param>
    public Task<TimelineStretch> OfPersonAsync(ClaimsPrincipal user, string personId, string? kind, string? older, CancellationToken cancellationToken, int take = Usual)
        => ReadAsync(user, entry => entry.PersonId == personId, kind, older, take, cancellationToken);

    /// <summary>The same for a household.</summary>
    public Task<TimelineStretch> OfHouseholdAsync(ClaimsPrincipal user, string householdId, string? kind, string? older, CancellationToken cancellationToken, int take = Usual)
        => ReadAsync(user, entry => entry.HouseholdId == householdId, kind, older, take, cancellationToken);

    /// <summary>Whether a stretch can have given that place; null asks for the newest.</summary>
    public static bool IsPlace(string? older) => string.IsNullOrEmpty(older) || Place(older) is not null;

    private async Task<TimelineStretch> ReadAsync(ClaimsPrincipal user, Expression<Func<TimelineIndex, bool>> whose, string? kind, string? before, int take, CancellationToken cancellationToken)
    {
        var entries = session.QueryIndex<TimelineIndex>().Where(whose);
        if (Place(before) is { } place)
        {
            var (at, id) = place;
            entries = entries.Where(entry => entry.At <= at && (entry.At < at || entry.Id < id));
        }

        if (!string.IsNullOrEmpty(kind))
        {
            entries = entries.Where(entry => entry.Kind == kind);
        }

        var found = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(take + 1).ToListAsync(cancellationToken);
        var older = found.Count > take ? $"{found[take - 1].At.Ticks}-{found[take - 1].Id}" : null;
        return new TimelineStretch(Seen(await visible.ForAsync(user), await InScopeAsync(user, [.. found.Take(take)], cancellationToken)), older, kind);
    }

    /// <summary>
    /// Who sees a person sees the contacts with them, whosesoever they are; entries that come from other records ask for the right on these.
    /// </summary>
    private async Task<IReadOnlyList<TimelineIndex>> InScopeAsync(ClaimsPrincipal user, IReadOnlyList<TimelineIndex> entries, CancellationToken cancellationToken)
    {
        foreach (var type in entries.Select(entry => entry.SourceType).Where(type => type != ContactTypes.Interaction).Distinct().ToList())
        {
            var scope = await scopes.ForAsync(user, type);
            if (scope.IsAll)
            {
                continue;
            }

            var ids = entries.Where(entry => entry.SourceType == type).Select(entry => entry.SourceId).Distinct().ToList();
            var seen = scope.IsNone ? [] : (await scope.Apply(session.QueryIndex<ContentItemIndex>(), item => item.Owner).Where(item => item.Latest && ids.Contains(item.ContentItemId))
                .Select(item => item.ContentItemId).ToListAsync(cancellationToken)).ToHashSet();
            entries = [.. entries.Where(entry => entry.SourceType != type || seen.Contains(entry.SourceId))];
        }

        return entries;
    }

    /// <summary>The entries without the titles that are made of a hidden field, and without those whose source is hidden as a whole.</summary>
    private static List<TimelineIndex> Seen(Sight sight, IEnumerable<TimelineIndex> entries)
    {
        var seen = new List<TimelineIndex>();
        foreach (var entry in entries)
        {
            var sources = entry.SourceFields.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // An entry that comes from the person is a member of the person: without it nothing is left to tell.
            var isMember = entry.SourceType == ContactTypes.Person;
            if (!sources.Any(path => sight.CanSee(entry.SourceType, isMember ? path : path.Split('.')[0])))
            {
                continue;
            }

            entry.Title = sources.All(path => sight.CanSee(entry.SourceType, path)) ? entry.Title : "";
            seen.Add(entry);
        }

        return seen;
    }

    private static (DateTime At, long Id)? Place(string? older)
        => older?.Split('-') is [var ticks, var id] && long.TryParse(ticks, out var at) && at is >= 0 and <= 3155378975999999999 && long.TryParse(id, out var number)
            ? (new DateTime(at, DateTimeKind.Utc), number) : null;
}
