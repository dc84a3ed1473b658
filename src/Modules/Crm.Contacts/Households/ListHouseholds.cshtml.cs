using Crm.Contacts.Ages;
using Crm.Contacts.Bulk;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Display;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Households;

/// <summary>The list of households.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ListHouseholds(HouseholdList households, HouseholdMembers members, ContactSights sights, ISiteService site, SelectionBars bars, Kernel.Security.Rights rights, Today today) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public ListPage<HouseholdIndex> Households { get; private set; } = null!;

    public IReadOnlyDictionary<string, int> Members { get; private set; } = null!;

    /// <summary>What this user may do to those ticked.</summary>
    public SelectionBar Bar { get; private set; } = null!;

    /// <summary>Whether this user may import files.</summary>
    public bool MayImport { get; private set; }

    public async Task OnGetAsync(string? sort, string? after, string? before, CancellationToken cancellationToken)
    {
        var settings = await site.GetSiteSettingsAsync();
        MayImport = await rights.HoldsAsync(User, ContactsPermissions.Import);
        var sight = await sights.ForAsync(User, ContactTypes.Household);
        Households = await households.ReadAsync(Search, new ListRequest(sort, after, before, settings.PageSize), sight, cancellationToken);
        Bar = await bars.OfAsync(sight, ContactTypes.Household, new PeopleFilter(Search, null, null), Households, CountAddress);
        Members = await members.CountAsync([.. Households.Rows.Select(row => row.ContentItemId)], await today.GetAsync(), await sights.ForAsync(User, ContactTypes.Person), cancellationToken);
    }

    /// <summary>Where the number of rows is had.</summary>
    public string CountAddress => QueryAddress.With(Request, ("handler", "Count"));

    /// <summary>The number, fetched after the rows.</summary>
    public async Task<ContentResult> OnGetCountAsync(CancellationToken cancellationToken)
        => Content((await households.CountAsync(Search, await sights.ForAsync(User, ContactTypes.Household), cancellationToken)).ToString("N0", System.Globalization.CultureInfo.CurrentUICulture));
}
