using Crm.Contacts.Bulk;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Display;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Organisations;

/// <summary>The list of organisations.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ListOrganisations(OrganisationList organisations, ContactSights sights, ISiteService site, SelectionBars bars, Kernel.Security.Rights rights) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public ListPage<OrganisationIndex> Organisations { get; private set; } = null!;

    /// <summary>What this user may do to those ticked.</summary>
    public SelectionBar Bar { get; private set; } = null!;

    /// <summary>Whether this user may import files.</summary>
    public bool MayImport { get; private set; }

    public async Task OnGetAsync(string? sort, string? after, string? before, CancellationToken cancellationToken)
    {
        var settings = await site.GetSiteSettingsAsync();
        MayImport = await rights.HoldsAsync(User, ContactsPermissions.Import);
        var sight = await sights.ForAsync(User, ContactTypes.Organisation);
        Organisations = await organisations.ReadAsync(Search, new ListRequest(sort, after, before, settings.PageSize), sight, cancellationToken);
        Bar = await bars.OfAsync(sight, ContactTypes.Organisation, new PeopleFilter(Search, null, null), Organisations, CountAddress);
    }

    /// <summary>Where the number of rows is had.</summary>
    public string CountAddress => QueryAddress.With(Request, ("handler", "Count"));

    /// <summary>The number, fetched after the rows.</summary>
    public async Task<ContentResult> OnGetCountAsync(CancellationToken cancellationToken)
        => Content((await organisations.CountAsync(Search, await sights.ForAsync(User, ContactTypes.Organisation), cancellationToken)).ToString("N0", System.Globalization.CultureInfo.CurrentUICulture));
}
