using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Lists;

/// <summary>Reads the list of households or of organisations: search, orders, pages, count.</summary>
/// <param name="type">Which of <see cref="ContactTypes"/>.</param>
internal abstract class GroupList<TIndex>(ISession session, HomeCountry country, string type) : ContactList<TIndex> where TIndex : ContactIndex
{
    private static readonly ListOrder<TIndex> ByName = new("name", ListOrder<TIndex>.Key(row => row.SortKey));
    private static readonly ListOrder<TIndex> ByCity = new("city", ListOrder<TIndex>.Key(row => row.CityKey), ListOrder<TIndex>.Key(row => row.SortKey));
    private static readonly ListOrder<TIndex> ByModified = new("modified", ListOrder<TIndex>.Key(row => row.ModifiedUtc));

    /// <inheritdoc/>
    public override string ContentType => type;

    /// <inheritdoc/>
    protected override IQueryable<TIndex> All => session.QueryIndex<TIndex>();

    /// <summary>The orders offered to who sees so much; each has its index, none tells of a hidden field.</summary>
    public static IReadOnlyList<ListOrder<TIndex>> Orders(ContactSight sight) =>
    [
        .. sight.Names ? (ListOrder<TIndex>[])[ByName] : [],
        .. sight is { Names: true, Towns: true, Scope.IsAll: true } ? (ListOrder<TIndex>[])[ByCity] : [],
        ByModified,
    ];

    /// <summary>One page.</summary>
    public async Task<ListPage<TIndex>> ReadAsync(string? search, ListRequest request, ContactSight sight, CancellationToken cancellationToken)
    {
        var page = await ListPage<TIndex>.ReadAsync(await MatchingAsync(search, sight, gather: false, cancellationToken), sight.Scope, row => row.Owner, Orders(sight), request, cancellationToken);
        foreach (var row in page.Rows)
        {
            (row.DisplayName, row.City, row.Country) = (sight.Names ? row.DisplayName : "", sight.Towns ? row.City : "", sight.Towns ? row.Country : "");
        }

        return page;
    }

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(string? search, ContactSight sight, CancellationToken cancellationToken)
        => await sight.Of(await MatchingAsync(search, sight, gather: true, cancellationToken)).CountAsync(cancellationToken);

    /// <inheritdoc/>
    protected override Task<IQueryable<TIndex>> MatchingAsync(PeopleFilter filter, ContactSight sight, bool gather, CancellationToken cancellationToken) => MatchingAsync(filter.Search, sight, gather, cancellationToken);

    private async Task<IQueryable<TIndex>> MatchingAsync(string? search, ContactSight sight, bool gather, CancellationToken cancellationToken)
        => await ContactSearch.MatchingAsync(session, All, SearchText.Parse(search, await country.GetAsync()), sight, gather, cancellationToken);
}
