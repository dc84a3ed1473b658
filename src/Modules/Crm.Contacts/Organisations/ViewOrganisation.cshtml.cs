using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Choose;
using Crm.Contacts.Lists;
using Crm.Contacts.Panels;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Contacts.Trash;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Organisations;

/// <summary>Somebody who works or worked at an organisation.</summary>
internal sealed record Worker(string PersonId, string Name, string Function, DateOnly? From, DateOnly? To, bool IsCurrent);

/// <summary>An organisation's page: facts and the people who work there.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ViewOrganisation(ISession session, HomeCountry country, ContactPanels panels, ContactSights sights, FindPeople list, TrashedContacts trash, Today today) : PageModel
{
    private const int MaxPeople = 200;

    public ContentItem Item { get; private set; } = null!;

    public OrganisationPart Organisation { get; private set; } = null!;

    public ContactPointsPart Points { get; private set; } = null!;

    public IReadOnlyList<string> AddressLines { get; private set; } = [];

    /// <summary>Who works there, then who has left; the first 200.</summary>
    public IReadOnlyList<Worker> People { get; private set; } = [];

    /// <summary>Whether this user may say who works there.</summary>
    public bool MayLink => MayEdit && SeesPeople;

    private bool SeesPeople { get; set; }

    public IReadOnlyList<IContactPanel> Panels { get; private set; } = [];

    public string Country { get; private set; } = "";

    public bool MayEdit { get; private set; }

    public bool MayDelete { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await sights.FindAsync(User, id, ContactTypes.Organisation) is not { } stored)
        {
            return await trash.PlaceAsync(User, id) is { } place ? Redirect(Url.Content(place)) : NotFound();
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
        var people = session.QueryIndex<AffiliationIndex>().Where(row => row.OrganisationId == id);
        people = sight.Scope.IsAll ? people : people.Where(row => seen.Any(person => person.ContentItemId == row.PersonId));
        SeesPeople = sight.Names && sight.CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.Affiliations)}");
        People = SeesPeople ? await WorkersAsync(id, day, people, sight, cancellationToken) : [];
        return Page();
    }

    /// <summary>People to choose from while typing who works there.</summary>
    public async Task<IActionResult> OnGetFindAsync(string id, string? q, CancellationToken cancellationToken)
        => await sights.FindAsync(User, id, ContactTypes.Organisation) is null ? NotFound() : Partial("/Crm.Contacts/Choose/_FoundPeople.cshtml", new FoundPeople(await list.LikeAsync(User, q, cancellationToken), IsAsked: true));

    private async Task<IReadOnlyList<Worker>> WorkersAsync(string id, DateOnly day, IQueryable<AffiliationIndex> rows, ContactSight sight, CancellationToken cancellationToken)
    {
        // Those who are there have no last day, or one to come; the past comes behind.
        var ids = await rows.OrderBy(row => row.To == null || row.To >= day ? 0 : 1).ThenBy(row => row.DisplayName).Select(row => row.DocumentId).Take(MaxPeople).ToListAsync(cancellationToken);
        return [.. (await session.GetAsync<ContentItem>(ids.Distinct())).SelectMany(item => (item.As<PersonPart>()?.Affiliations ?? []).Where(work => work.OrganisationId == id)
            .Select(work => new Worker(item.ContentItemId, sight.NameOf(item), work.Function, work.From, work.To, work.To is null || work.To >= day))).OrderBy(worker => worker.IsCurrent ? 0 : 1)];
    }
}
