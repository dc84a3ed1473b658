using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Organisations;

/// <summary>An organisation's page: facts and the people who work there.</summary>
[Right(ContactsPermissions.View)]
internal sealed class ViewOrganisation(IContentManager content, ISession session, HomeCountry country, ContactSights sights, Today today) : PageModel
{
    private const int MaxPeople = 200;

    public ContentItem Item { get; private set; } = null!;

    public OrganisationPart Organisation { get; private set; } = null!;

    public ContactPointsPart Points { get; private set; } = null!;

    public IReadOnlyList<string> AddressLines { get; private set; } = [];

    public IReadOnlyList<AffiliationIndex> People { get; private set; } = [];

    public string Country { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await content.GetAsync(id, VersionOptions.Latest) is not { ContentType: ContactTypes.Organisation } stored)
        {
            return NotFound();
        }

        var item = (await sights.ForAsync(User, ContactTypes.Organisation)).Show(stored);
        (Item, Organisation, Points) = (item, item.As<OrganisationPart>() ?? new OrganisationPart(), item.As<ContactPointsPart>() ?? new ContactPointsPart());
        Country = await country.GetAsync();
        AddressLines = item.As<AddressPart>()?.Main() is { } address ? Addresses.AddressLines.Of(address, Country) : [];
        var day = await today.GetAsync();
        var names = (await sights.ForAsync(User, ContactTypes.Person)).Names;
        People = !names ? [] : await session.QueryIndex<AffiliationIndex>().Where(row => row.OrganisationId == id && (row.To == null || row.To >= day)).Take(MaxPeople).ToListAsync(cancellationToken);
        return Page();
    }
}
