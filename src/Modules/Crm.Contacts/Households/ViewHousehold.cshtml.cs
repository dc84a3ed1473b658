using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Choose;
using Crm.Contacts.Lists;
using Crm.Contacts.Panels;
using Crm.Contacts.Points;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Timeline;
using Crm.Contacts.Trash;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Households;

/// <summary>A household's page: address, members, timeline.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ViewHousehold(
    HouseholdMembers members, FindPeople people, TimelineReader timeline, RecordInteraction record, ContactPanels panels, ContactSights sights, TrashedContacts trash, Today today,
    HomeCountry country, ContactLabels labels, IStringLocalizer<ViewHousehold> s) : PageModel
{
    [BindProperty]
    public InteractionForm Record { get; set; } = new();

    public ContentItem Item { get; private set; } = null!;

    public HouseholdPart Household { get; private set; } = null!;

    public IReadOnlyList<string> AddressLines { get; private set; } = [];

    public IReadOnlyList<MembershipIndex> Members { get; private set; } = [];

    public ILookup<string, string> OtherHomes { get; private set; } = null!;

    public TimelineStretch Timeline { get; private set; } = null!;

    public IReadOnlyList<IContactPanel> Panels { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public bool MayEdit { get; private set; }

    public bool MayDelete { get; private set; }

    public ContactLabels Labels => labels;

    public async Task<IActionResult> OnGetAsync(string id, string? kind, string? older, CancellationToken cancellationToken)
        => await LoadAsync(id, kind, older, cancellationToken) ? Page() : await trash.PlaceAsync(User, id) is { } place ? Redirect(Url.Content(place)) : NotFound();

    public async Task<IActionResult> OnGetTimelineAsync(string id, string? kind, string? older, CancellationToken cancellationToken)
        => await FindAsync(id) is null ? NotFound() : Partial("/Crm.Contacts/Timeline/_Timeline.cshtml", await timeline.OfHouseholdAsync(User, id, kind, older, cancellationToken));

    /// <summary>People to choose from while typing in the form of a new member.</summary>
    public async Task<IActionResult> OnGetFindAsync(string id, string? q, CancellationToken cancellationToken)
        => await FindAsync(id) is null ? NotFound() : Partial("/Crm.Contacts/Choose/_FoundPeople.cshtml", new FoundPeople(await people.LikeAsync(User, q, cancellationToken), IsAsked: true));

    public async Task<IActionResult> OnPostRecordAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, CommonPermissions.EditContent) is not { } item)
        {
            return NotFound();
        }

        if (await record.FaultAsync(Record) is { } fault)
        {
            ModelState.AddModelError("Record.Text", s[fault.Message]);
            await LoadAsync(id, null, null, cancellationToken);
            return Page();
        }

        await record.WithHouseholdAsync(item, Record);
        this.Toast(s["Recorded on the timeline."]);
        return Redirect(Url.Content($"~/admin/households/{id}"));
    }

    private Task<ContentItem?> FindAsync(string id, Permission? permission = null) => sights.FindAsync(User, id, ContactTypes.Household, permission);

    private async Task<bool> LoadAsync(string id, string? kind, string? older, CancellationToken cancellationToken)
    {
        if (await FindAsync(id) is not { } stored)
        {
            return false;
        }

        var sight = await sights.ForAsync(User, ContactTypes.Household);
        var item = sight.Show(stored);
        (MayEdit, MayDelete) = (await sights.MayAsync(User, stored, CommonPermissions.EditContent), await sights.MayAsync(User, stored, CommonPermissions.DeleteContent));
        (Item, Household, Today) = (item, item.As<HouseholdPart>() ?? new HouseholdPart(), await today.GetAsync());
        AddressLines = item.As<AddressPart>()?.Main() is { } address ? Addresses.AddressLines.Of(address, await country.GetAsync()) : [];
        Members = await members.OfAsync(id, Today, await sights.ForAsync(User, ContactTypes.Person), cancellationToken);
        OtherHomes = await members.OtherHomesAsync(id, [.. Members.Select(member => member.PersonId)], Today, sight, cancellationToken);
        Panels = await panels.ListAsync(User, ContactTypes.Household);
        Timeline = await timeline.OfHouseholdAsync(User, id, kind, older, cancellationToken);
        return true;
    }
}
