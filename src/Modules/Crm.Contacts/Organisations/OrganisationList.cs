using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Kernel.Data;
using LinqToDB.Async;
using static Crm.Contacts.Lists.ListOrder<Crm.Contacts.Organisations.OrganisationIndex>;

namespace Crm.Contacts.Organisations;

/// <summary>Reads the list of organisations.</summary>
internal sealed class OrganisationList(ISession session, HomeCountry country)
{
    /// <summary>The orders offered; each has its index.</summary>
    public static readonly IReadOnlyList<ListOrder<OrganisationIndex>> Orders =
    [
        new("name", Key(row => row.SortKey)), new("city", Key(row => row.CityKey), Key(row => row.SortKey)), new("modified", Key(row => row.ModifiedUtc)),
    ];

    /// <summary>One page.</summary>
    public async Task<ListPage<OrganisationIndex>> ReadAsync(string? search, ListRequest request, ContactSight sight, CancellationToken cancellationToken)
        => await ListPage<OrganisationIndex>.ReadAsync(await MatchingAsync(search, sight, gather: false, cancellationToken), Orders, request, cancellationToken);

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(string? search, ContactSight sight, CancellationToken cancellationToken)
        => await (await MatchingAsync(search, sight, gather: true, cancellationToken)).CountAsync(cancellationToken);

    private async Task<IQueryable<OrganisationIndex>> MatchingAsync(string? search, ContactSight sight, bool gather, CancellationToken cancellationToken)
        => await ContactSearch.MatchingAsync(session, session.QueryIndex<OrganisationIndex>(), SearchText.Parse(search, await country.GetAsync()), sight, gather, cancellationToken);
}
