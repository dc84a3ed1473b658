using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;

namespace Crm.Contacts.Bulk;

/// <summary>The bar below a list of contacts while rows are ticked: what its user may do to them, or to all that the list shows.</summary>
/// <param name="Filter">What narrows the list.</param>
/// <param name="Whole">The word for all that the list shows; blank when the page shows them all.</param>
/// <param name="CountAddress">Where their number is had.</param>
internal sealed record SelectionBar(PeopleFilter Filter, string Whole, string CountAddress)
{
    /// <summary>Whether people's stages may be given.</summary>
    public bool Stage { get; init; }

    public bool Owner { get; init; }

    public bool Export { get; init; }

    public bool Trash { get; init; }

    /// <summary>Whether choosing rows leads anywhere.</summary>
    public bool IsOffered => Owner || Export || Trash;
}

/// <summary>Draws up the bars.</summary>
internal sealed class SelectionBars(Kernel.Security.Rights rights, BulkWords words)
{
    /// <summary>The bar below that page of a list.</summary>
    public async Task<SelectionBar> OfAsync<TIndex>(ContactSight sight, string type, PeopleFilter filter, ListPage<TIndex> page, string countAddress)
    {
        var whole = page.Previous is null && page.Next is null ? "" : words.Whole(type, filter.Query.Any());
        var (people, owner) = (type == ContactTypes.Person, await HoldsAsync(sight.User, ContactsPermissions.EditOwn));
        return new SelectionBar(filter, whole, countAddress)
        {
            Owner = owner,
            Stage = people && owner && sight.Stages,
            Export = people && await HoldsAsync(sight.User, ContactsPermissions.Export),
            Trash = await HoldsAsync(sight.User, ContactsPermissions.DeleteOwn),
        };
    }

    private Task<bool> HoldsAsync(ClaimsPrincipal user, string right) => rights.HoldsAsync(user, right);
}
