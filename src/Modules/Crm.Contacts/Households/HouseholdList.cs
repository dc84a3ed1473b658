using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Kernel.Data;
using LinqToDB.Async;
using static Crm.Contacts.Lists.ListOrder<Crm.Contacts.Households.HouseholdIndex>;

namespace Crm.Contacts.Households;

/// <summary>Reads the list of households.</summary>
internal sealed class HouseholdList(ISession session, HomeCountry country)
{
    private static readonly ListOrder<HouseholdIndex> ByName = new("name", Key(row => row.SortKey));
    private static readonly ListOrder<HouseholdIndex> ByCity = new("city", Key(row => row.CityKey), Key(row => row.SortKey));
    private static readonly ListOrder<HouseholdIndex> ByModified = new("modified", Key(row => row.ModifiedUtc));

    /// <summary>The orders offered to who sees so much; each has its index, none tells of a hidden field.</summary>
    public static IReadOnlyList<ListOrder<HouseholdIndex>> Orders(ContactSight sight) =>
    [
        .. sight.Names ? (ListOrder<HouseholdIndex>[])[ByName] : [],
        .. sight is { Names: true, Towns: true, Scope.IsAll: true } ? (ListOrder<HouseholdIndex>[])[ByCity] : [],
        ByModified,
    ];

    /// <summary>One page.</summary>
    public async Task<ListPage<HouseholdIndex>> ReadAsync(string? search, ListRequest request, ContactSight sight, CancellationToken cancellationToken)
    {
        var page = await ListPage<HouseholdIndex>.ReadAsync(await MatchingAsync(search, sight, gather: false, cancellationToken), sight.Scope, row => row.Owner, Orders(sight), request, cancellationToken);
        foreach (var row in page.Rows)
        {
            (row.DisplayName, row.City, row.Country) = (sight.Names ? row.DisplayName : "", sight.Towns ? row.City : "", sight.Towns ? row.Country : "");
        }

        return page;
    }

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(string? search, ContactSight sight, CancellationToken cancellationToken)
        => await sight.Scope.Apply(await MatchingAsync(search, sight, gather: true, cancellationToken), row => row.Owner).CountAsync(cancellationToken);

    private async Task<IQueryable<HouseholdIndex>> MatchingAsync(string? search, ContactSight sight, bool gather, CancellationToken cancellationToken)
        => await ContactSearch.MatchingAsync(session, session.QueryIndex<HouseholdIndex>(), SearchText.Parse(search, await country.GetAsync()), sight, gather, cancellationToken);
}
