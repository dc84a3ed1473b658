using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.Panels;
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
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ViewOrganisation(ISession session, HomeCountry country, ContactPanels panels, ContactSights sights, Today today) : PageModel
{
    private const int MaxPeople = 200;

    public ContentItem Item { get; private set; } = null!;

    public OrganisationPart Organisation { get; private set; } = null!;

    public ContactPointsPart Points { get; private set; } = null!;

    public IReadOnlyList<string> AddressLines { get; private set; } = [];

    public IReadOnlyList<AffiliationIndex> People { get; private set; } = [];

    public IReadOnlyList<IContactPanel> Panels { get; private set; } = [];

    public string Country { get; private set; } = "";

    public bool MayEdit { get; private set; }

    public bool MayDelete { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await sights.FindAsync(User, id, ContactTypes.Organisation) is not { } stored)
        {
            return NotFound();
        }

        var item = (await sights.ForAsync(User, ContactTypes.Organisation)).Show(stored);
        (MayEdit, MayDelete) = (await sights.MayAsync(User, stored, CommonPermissions.EditContent), await sights.MayAsync(User, stored, CommonPermissions.DeleteContent));
        (Item, Organisation, Points) = (item, item.As<OrganisationPart>() ?? new OrganisationPart(), item.As<ContactPointsPart>() ?? new ContactPointsPart());
        Country = await country.GetAsync();
        AddressLines = item.As<AddressPart>()?.Main() is { } address ? Addresses.AddressLines.Of(address, Country) : [];
        Panels = await panels.ListAsync(User, ContactTypes.Organisation);
        var day = await today.GetAsync();
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        var seen = sight.Of(session.QueryIndex<PersonIndex>());
        var people = session.QueryIndex<AffiliationIndex>().Where(row => row.OrganisationId == id && (row.To == null || row.To >= day));
        people = sight.Scope.IsAll ? people : people.Where(row => seen.Any(person => person.ContentItemId == row.PersonId));
        People = sight.Names && sight.CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.Affiliations)}") ? await people.Take(MaxPeople).ToListAsync(cancellationToken) : [];
        return Page();
    }
}
