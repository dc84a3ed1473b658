using Crm.Contacts.Bulk;
using Crm.Contacts.Points;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Lists;

/// <summary>Reads the list of households or of organisations: search, orders, pages, count.</summary>
/// <param name="type">Which of <see cref="ContactTypes"/>.</param>
internal abstract class GroupList<TIndex>(ISession session, HomeCountry country, string type) : IContactList where TIndex : ContactIndex
{
    private static readonly ListOrder<TIndex> ByName = new("name", ListOrder<TIndex>.Key(row => row.SortKey));
    private static readonly ListOrder<TIndex> ByCity = new("city", ListOrder<TIndex>.Key(row => row.CityKey), ListOrder<TIndex>.Key(row => row.SortKey));
    private static readonly ListOrder<TIndex> ByModified = new("modified", ListOrder<TIndex>.Key(row => row.ModifiedUtc));

    public string ContentType => type;

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
    public async Task<int> CountAsync(ContactSelection chosen, ContactSight sight, CancellationToken cancellationToken)
        => await (await ChosenAsync(chosen, sight, cancellationToken)).CountAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContactPlace>> PlacesAsync(ContactSelection chosen, ContactSight sight, long after, int take, CancellationToken cancellationToken)
        => await ContactPlace.BehindAsync(await ChosenAsync(chosen, sight, cancellationToken), after, take, cancellationToken);

    /// <inheritdoc/>
    public Task<long> LastAsync(CancellationToken cancellationToken) => ContactPlace.LastAsync(session.QueryIndex<TIndex>(), cancellationToken);

    private async Task<IQueryable<TIndex>> ChosenAsync(ContactSelection chosen, ContactSight sight, CancellationToken cancellationToken)
        => sight.Of(chosen.IsAll ? await MatchingAsync(chosen.Filter.Search, sight, gather: true, cancellationToken) : session.QueryIndex<TIndex>().Where(row => chosen.Ids.Contains(row.ContentItemId)));

    private async Task<IQueryable<TIndex>> MatchingAsync(string? search, ContactSight sight, bool gather, CancellationToken cancellationToken)
        => await ContactSearch.MatchingAsync(session, session.QueryIndex<TIndex>(), SearchText.Parse(search, await country.GetAsync()), sight, gather, cancellationToken);
}
