using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Households;

/// <summary>A home of a person, as their page shows it.</summary>
internal sealed record Home(string HouseholdId, string Name, Membership Membership, bool IsCurrent, IReadOnlyList<MembershipIndex> Others);

/// <summary>Reads who lives where.</summary>
internal sealed class HouseholdMembers(ISession session)
{
    /// <summary>The members of a household, present ones first, then by role and age.</summary>
    public async Task<IReadOnlyList<MembershipIndex>> OfAsync(string householdId, DateOnly today, ContactSight sight, CancellationToken cancellationToken)
    {
        var rows = await Seen(sight).Where(row => row.HouseholdId == householdId).ToListAsync(cancellationToken);
        return Ordered(rows.Select(sight.Show), today);
    }

    /// <summary>The homes of a person that are seen, each with the others who live there.</summary>
    public async Task<IReadOnlyList<Home>> HomesOfAsync(string personId, PersonPart person, DateOnly today, ContactSight sight, ContactSight homes, CancellationToken cancellationToken)
    {
        var ids = person.Memberships.Select(membership => membership.HouseholdId).Distinct().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var names = await Homes(homes).Where(row => ids.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DisplayName }).ToListAsync(cancellationToken);
        var members = await Seen(sight).Where(row => ids.Contains(row.HouseholdId) && row.PersonId != personId).ToListAsync(cancellationToken);
        return person.Memberships
            .Select(membership => new Home(
                membership.HouseholdId,
                names.Find(name => name.ContentItemId == membership.HouseholdId)?.DisplayName ?? "",
                membership,
                membership.IsCurrent(today),
                Ordered(members.Where(row => row.HouseholdId == membership.HouseholdId && IsCurrent(row, today)).Select(sight.Show), today)))
            .Where(home => home.Name.Length > 0)
            .OrderByDescending(home => home.IsCurrent).ToList();
    }

    /// <summary>The other current homes of people: for a child of separated parents.</summary>
    public async Task<ILookup<string, string>> OtherHomesAsync(string householdId, IReadOnlyList<string> people, DateOnly today, ContactSight homes, CancellationToken cancellationToken)
    {
        var rows = await session.QueryIndex<MembershipIndex>()
            .Where(row => people.Contains(row.PersonId) && row.HouseholdId != householdId)
            .Join(Homes(homes), row => row.HouseholdId, home => home.ContentItemId, (row, home) => new { row.PersonId, row.From, row.To, home.DisplayName })
            .ToListAsync(cancellationToken);
        return rows.Where(row => (row.From is null || row.From <= today) && (row.To is null || row.To >= today)).ToLookup(row => row.PersonId, row => row.DisplayName);
    }

    /// <summary>How many of those seen live in each of those households; who lives in two counts once in each, and once where all are counted.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(IReadOnlyList<string> households, DateOnly today, ContactSight sight, CancellationToken cancellationToken)
        => await Seen(sight).Where(row => households.Contains(row.HouseholdId) && (row.From == null || row.From <= today) && (row.To == null || row.To >= today))
            .GroupBy(row => row.HouseholdId).Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);

    /// <summary>Whether the membership holds on that day.</summary>
    public static bool IsCurrent(MembershipIndex row, DateOnly day) => (row.From is null || row.From <= day) && (row.To is null || row.To >= day);

    private IQueryable<MembershipIndex> Seen(ContactSight sight)
    {
        var rows = session.QueryIndex<MembershipIndex>();
        var people = sight.Of(session.QueryIndex<PersonIndex>());
        return sight.Scope.IsAll ? rows : rows.Where(row => people.Any(person => person.ContentItemId == row.PersonId));
    }

    private IQueryable<HouseholdIndex> Homes(ContactSight homes)
        => homes.Names ? homes.Scope.Apply(session.QueryIndex<HouseholdIndex>(), row => row.Owner) : session.QueryIndex<HouseholdIndex>().Where(_ => false);

    private static List<MembershipIndex> Ordered(IEnumerable<MembershipIndex> rows, DateOnly today)
        => [.. rows.OrderByDescending(row => IsCurrent(row, today)).ThenBy(row => HouseholdRoles.Rank(row.Role)).ThenBy(row => row.BirthDate ?? DateOnly.MaxValue).ThenBy(row => row.DisplayName, StringComparer.CurrentCulture)];
}
