using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments;
using Crm.Contacts.Timeline;
using Crm.Kernel.Data;
using Crm.Kernel.Display;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.People;

/// <summary>The list of people.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ListPeople(PeopleList people, ISession session, ISiteService site, ContactSights sights, AskedPeople asked, Kernel.Security.Rights rights, Today today, ContactLabels labels) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Owner { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Segment { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Where { get; set; }

    public ListPage<PersonIndex> People { get; private set; } = null!;

    public IReadOnlyDictionary<string, LastContact> LastContacts { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public ContactLabels Labels => labels;

    /// <summary>Whether the list is narrowed: its empty state then offers to widen it.</summary>
    public bool IsNarrowed => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Stage) || !string.IsNullOrEmpty(Owner) || !string.IsNullOrEmpty(Segment) || !string.IsNullOrEmpty(Where);

    /// <summary>Whether that heading can be sorted by under the present filter.</summary>
    public bool Offers(string order) => PeopleList.Orders(Filter, Sight).Any(offered => offered.Name == order);

    public ContactSight Sight { get; private set; } = null!;

    /// <summary>Whether this user may change people, his own at least.</summary>
    public bool MayEdit { get; private set; }

    /// <summary>Whether this user may move people to the trash, his own at least.</summary>
    public bool MayDelete { get; private set; }

    /// <summary>Whether this user may take those he sees out in a file.</summary>
    public bool MayExport { get; private set; }

    /// <summary>Whether this user may import files.</summary>
    public bool MayImport { get; private set; }

    /// <summary>Whether choosing rows leads anywhere.</summary>
    public bool MayAct => MayEdit || MayDelete || MayExport;

    /// <summary>What narrows the list, as a query.</summary>
    public string Narrowing => Microsoft.AspNetCore.Http.QueryString.Create(Filter.Query).Value ?? "";

    public PeopleFilter Filter => new(Search, Stage, Owner, Segment, Where);

    /// <summary>What segment and conditions come to.</summary>
    public AskedCondition Asked { get; private set; } = null!;

    public async Task OnGetAsync(string? sort, string? after, string? before, CancellationToken cancellationToken)
    {
        var settings = await site.GetSiteSettingsAsync();
        Today = await today.GetAsync();
        Sight = await sights.ForAsync(User, ContactTypes.Person);
        Asked = await asked.ReadAsync(Filter, User, cancellationToken);
        People = await people.ReadAsync(Filter, new ListRequest(sort, after, before, settings.PageSize), Sight, cancellationToken);
        (MayEdit, MayDelete, MayExport) = (await rights.HoldsAsync(User, ContactsPermissions.EditOwn), await rights.HoldsAsync(User, ContactsPermissions.DeleteOwn), await rights.HoldsAsync(User, ContactsPermissions.Export));
        MayImport = await rights.HoldsAsync(User, ContactsPermissions.Import);
        LastContacts = await LastContact.ReadAsync(session, await LastContactsSeenAsync() ? [.. People.Rows.Select(person => person.ContentItemId)] : [], cancellationToken);
    }

    /// <summary>Where the number of rows is had.</summary>
    public string CountAddress => QueryAddress.With(Request, ("handler", "Count"));

    /// <summary>The number, fetched after the rows.</summary>
    public async Task<ContentResult> OnGetCountAsync(CancellationToken cancellationToken)
        => Content((await people.CountAsync(Filter, await sights.ForAsync(User, ContactTypes.Person), cancellationToken)).ToString("N0", System.Globalization.CultureInfo.CurrentUICulture));

    private async Task<bool> LastContactsSeenAsync()
    {
        var interactions = await sights.ForAsync(User, ContactTypes.Interaction);
        return interactions.CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.At)}") && interactions.CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.Kind)}");
    }
}
