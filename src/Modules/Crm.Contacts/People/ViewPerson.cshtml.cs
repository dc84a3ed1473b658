using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Marks;
using Crm.Contacts.Names;
using Crm.Contacts.Organisations;
using Crm.Contacts.Panels;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Crm.Contacts.Trash;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.People;

/// <summary>A person's page: facts, now, timeline.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ViewPerson(
    ISession session, ContentItemDisplay display, TimelineReader timeline, RecordInteraction record, HouseholdMembers members, PeopleList people, ContactSights sights,
    ContactPanels panels, PersonMarks marks, MergedInto merged, TrashedContacts trash, Kernel.Security.Rights rights, Today today, LocalTime local, LifeCycle lifeCycle, HomeCountry country, ContactLabels labels, IStringLocalizer<ViewPerson> s) : PageModel
{
    [BindProperty]
    public InteractionForm Record { get; set; } = new();

    public ContentItem Item { get; private set; } = null!;

    public PersonPart Person { get; private set; } = null!;

    public ContactPointsPart Points { get; private set; } = null!;

    public PostalAddress? Address { get; private set; }

    public IReadOnlyList<string> AddressLines { get; private set; } = [];

    /// <summary>The fields that the tenant added to the type.</summary>
    public IReadOnlyList<PlacedShape> Fields { get; private set; } = [];

    /// <summary>The day on which the person came into the stage, for reading; null when it is not known.</summary>
    public string? StageSince { get; private set; }

    /// <summary>The first contact on the timeline; null when there was none, or it is hidden.</summary>
    public DateTime? FirstContact { get; private set; }

    /// <summary>The day on which the person first became a client, for reading; null when that is not known.</summary>
    public string? ClientSince { get; private set; }

    public IReadOnlyList<Home> Homes { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name, string Function)> Organisations { get; private set; } = [];

    public TimelineStretch Timeline { get; private set; } = null!;

    /// <summary>The newest of the stretch that were contacts.</summary>
    public IReadOnlyList<TimelineIndex> LastContacts => [.. Timeline.Entries.Where(entry => entry.Channel != TimelineIndex.NoContact).Take(3)];

    public IReadOnlyList<IContactPanel> Panels { get; private set; } = [];

    /// <summary>What whoever opens the page has to know at once.</summary>
    public IReadOnlyList<PersonMark> Marks { get; private set; } = [];

    public Neighbours Neighbours { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public bool MayEdit { get; private set; }

    public bool MayDelete { get; private set; }

    /// <summary>Whether this user may make this person and another one.</summary>
    public bool MayMerge { get; private set; }

    public string Name => Item.DisplayText is { Length: > 0 } name ? name : s["(no name)"];

    /// <summary>"rtl" when the record's own columns run from right to left.</summary>
    public string? Direction => WritingDirection.Of(Item.DisplayText ?? "", Person.Languages);

    public ContactLabels Labels => labels;

    public string Country { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, string? kind, string? older, CancellationToken cancellationToken)
        => await LoadAsync(id, kind, older, cancellationToken) ? Page()
            : await merged.FindAsync(id, cancellationToken) is { } survivor && await FindAsync(survivor) is not null ? Redirect(Url.Content($"~/admin/people/{survivor}"))
            : await trash.PlaceAsync(User, id) is { } place ? Redirect(Url.Content(place)) : NotFound();

    public async Task<IActionResult> OnGetTimelineAsync(string id, string? kind, string? older, CancellationToken cancellationToken)
        => await FindAsync(id) is null ? NotFound() : Partial("/Crm.Contacts/Timeline/_Timeline.cshtml", await timeline.OfPersonAsync(User, id, kind, older, cancellationToken));

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

        await record.WithPersonAsync(item, Record);
        this.Toast(s["Recorded on the timeline."]);
        return Redirect(Url.Content($"~/admin/people/{id}"));
    }

    private Task<ContentItem?> FindAsync(string id, Permission? permission = null) => sights.FindAsync(User, id, ContactTypes.Person, permission);

    private async Task<bool> LoadAsync(string id, string? kind, string? older, CancellationToken cancellationToken)
    {
        if (await FindAsync(id) is not { } stored)
        {
            return false;
        }

        var sight = await sights.ForAsync(User, ContactTypes.Person);
        var item = sight.Show(stored);
        (MayEdit, MayDelete) = (await sights.MayAsync(User, stored, CommonPermissions.EditContent), await sights.MayAsync(User, stored, CommonPermissions.DeleteContent));
        MayMerge = MayEdit && await rights.HoldsAsync(User, ContactsPermissions.MergeOwn);
        (Item, Person, Points) = (item, item.As<PersonPart>() ?? new PersonPart(), item.As<ContactPointsPart>() ?? new ContactPointsPart());
        Country = await country.GetAsync();
        Address = item.As<AddressPart>()?.Main();
        AddressLines = Address is null ? [] : Addresses.AddressLines.Of(Address, Country);
        Today = await today.GetAsync();
        ClientSince = item.As<LifeCyclePart>()?.FirstIn(await lifeCycle.KeysAsync(StageKind.Client)) is { } client ? await local.FormatAsync(client, "d") : null;
        FirstContact = (await sights.ForAsync(User, ContactTypes.Interaction)).CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.At)}")
            && (await Contacts.Timeline.FirstContact.ReadAsync(session, [id], cancellationToken)).TryGetValue(id, out var met) ? met : null;
        StageSince = item.As<LifeCyclePart>()?.Since(Person.Stage) is { } since ? await local.FormatAsync(since, "d") : null;
        Homes = await members.HomesOfAsync(id, Person, Today, sight, await sights.ForAsync(User, ContactTypes.Household), cancellationToken);
        Organisations = await OrganisationsAsync(cancellationToken);
        Fields = await display.BuildDisplayAsync(item, canSee: sight.CanSee);
        Timeline = await timeline.OfPersonAsync(User, id, kind, older, cancellationToken);
        Panels = await panels.ListAsync(User, ContactTypes.Person);
        Marks = [.. (await marks.OfAsync([id], cancellationToken))[id]];
        Neighbours = await people.NeighboursAsync(id, sight, cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<(string Id, string Name, string Function)>> OrganisationsAsync(CancellationToken cancellationToken)
    {
        var ids = Person.Affiliations.Where(link => link.To is null || link.To >= Today).Select(link => link.OrganisationId).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var sight = await sights.ForAsync(User, ContactTypes.Organisation);
        var rows = !sight.Names ? [] : await sight.Scope.Apply(session.QueryIndex<OrganisationIndex>(), row => row.Owner).Where(row => ids.Contains(row.ContentItemId)).Select(row => new { row.ContentItemId, row.DisplayName }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.ContentItemId, row.DisplayName, Person.Affiliations.Find(link => link.OrganisationId == row.ContentItemId)!.Function))];
    }
}
