using Crm.Contacts.Bulk;
using Crm.Contacts.Lists;
using Crm.Contacts.Marks;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments;
using Crm.Contacts.Segments.Conditions;
using Crm.Contacts.Views;
using Crm.Contacts.Views.Cells;
using Crm.Kernel.Display;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.People;

/// <summary>The list of people: plain, by a view, by a segment or by conditions.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ListPeople(
    PeopleList people, ISiteService site, ContactSights sights, AskedPeople asked, RuleBooks books, ViewOpener opener, PeopleViews views, ListColumns columns, CellsOfPeople cells, PersonMarks marks, SelectionBars bars, Kernel.Security.Rights rights, ContactLabels labels) : PageModel
{
    public string? Search => Filter.Search;

    public string? Stage => Filter.Stage;

    public ListPage<PersonIndex> People { get; private set; } = null!;

    /// <summary>The view in force; null for the plain list.</summary>
    public PeopleView? Opened { get; private set; }

    /// <summary>Whether the address names a view that is not there.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The views there are to open.</summary>
    public IReadOnlyList<PeopleView> Views { get; private set; } = [];

    /// <summary>The columns behind the name.</summary>
    public IReadOnlyList<ListColumn> Columns { get; private set; } = [];

    /// <summary>What the cells are drawn from.</summary>
    public ShownCells Cells { get; private set; } = null!;

    /// <summary>What whoever meets one of them has to know at once, by content item id.</summary>
    public ILookup<string, PersonMark> Marks { get; private set; } = null!;

    public ContactLabels Labels => labels;

    /// <summary>Whether the list is narrowed: its empty state then offers to widen it.</summary>
    public bool IsNarrowed => Filter.Query.Any();

    /// <summary>Whether that heading can be sorted by under the present filter.</summary>
    public bool Offers(string? order) => PeopleList.Orders(Filter, Sight).Any(offered => offered.Name == order);

    public ContactSight Sight { get; private set; } = null!;

    /// <summary>What this user may do to those ticked.</summary>
    public SelectionBar Bar { get; private set; } = null!;

    /// <summary>Whether this user may take those he sees out in a file.</summary>
    public bool MayExport => Bar.Export;

    /// <summary>Whether this user may import files.</summary>
    public bool MayImport { get; private set; }

    /// <summary>Whether this user may share views.</summary>
    public bool MayShare { get; private set; }

    /// <summary>What narrows the list, as a query.</summary>
    public string Narrowing => QueryString.Create(Filter.Query).Value ?? "";

    /// <summary>What narrows the list, the view's part of it included.</summary>
    public PeopleFilter Filter { get; private set; } = null!;

    /// <summary>What segment and conditions come to.</summary>
    public AskedCondition Asked { get; private set; } = null!;

    /// <summary>The conditions one by one: their words, and the address of the list without each.</summary>
    public IReadOnlyList<(string Words, string Without)> Chips { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? sort, string? after, string? before, CancellationToken cancellationToken)
    {
        await OpenAsync();
        if (string.IsNullOrEmpty(sort) && Opened?.Sort is { Length: > 0 } own)
        {
            // The address carries the view and its order.
            return Redirect(QueryAddress.With(Request, ("view", Opened.ViewId), ("sort", own)));
        }

        MayImport = await rights.HoldsAsync(User, ContactsPermissions.Import);
        (MayShare, Views, Sight) = (await rights.HoldsAsync(User, ContactsPermissions.ShareViews), await views.ListAsync(User), await sights.ForAsync(User, ContactTypes.Person));
        Asked = await asked.ReadAsync(Filter, User, cancellationToken);
        Chips = await ChipsAsync(cancellationToken);
        People = await people.ReadAsync(Filter, new ListRequest(sort, after, before, (await site.GetSiteSettingsAsync()).PageSize), Sight, cancellationToken);
        Bar = await bars.OfAsync(Sight, ContactTypes.Person, Filter, People, CountAddress);
        Columns = await ColumnsAsync();
        Cells = await cells.ReadAsync(User, People.Rows, Columns, Sight, cancellationToken);
        Marks = await marks.OfAsync([.. People.Rows.Select(row => row.ContentItemId)], cancellationToken);
        return Page();
    }

    /// <summary>Where the number of rows is had.</summary>
    public string CountAddress => QueryAddress.With(Request, ("handler", "Count"));

    /// <summary>The number, fetched after the rows.</summary>
    public async Task<ContentResult> OnGetCountAsync(CancellationToken cancellationToken)
    {
        await OpenAsync();
        return Content((await people.CountAsync(Filter, await sights.ForAsync(User, ContactTypes.Person), cancellationToken)).ToString("N0", System.Globalization.CultureInfo.CurrentUICulture));
    }

    /// <summary>The address of this list with other values; from its beginning, and by name when it is a view's.</summary>
    public string With(params ReadOnlySpan<(string Key, string? Value)> changes)
        => QueryAddress.With(Request, [.. changes, ("after", null), ("before", null), ("view", Opened?.ViewId ?? ViewOpener.Everybody)]);

    private async Task OpenAsync() => (Opened, Filter, IsGone) = await opener.ReadAsync(User, Request.Query);

    private async Task<IReadOnlyList<(string Words, string Without)>> ChipsAsync(CancellationToken cancellationToken)
    {
        if (Asked.Tree.Of.Count == 0)
        {
            return [];
        }

        var book = await books.ForAsync(User, cancellationToken);
        return Asked.Tree.Match != GroupMatch.All ? [(book.Say(Asked.Tree), With(("where", "")))]
            : [.. Asked.Tree.Of.Select(one => (book.Say(one), With(("where", Without(one)))))];
    }

    private string Without(Condition one) => Asked.Tree.Of.Count == 1 ? "" : ConditionJson.Write(Asked.Tree with { Of = [.. Asked.Tree.Of.Where(other => !ReferenceEquals(other, one))] }).ToJsonString();

    private async Task<IReadOnlyList<ListColumn>> ColumnsAsync()
    {
        var seen = await columns.SeenAsync(Sight, await sights.ForAsync(User, ContactTypes.Interaction));
        var keys = Opened is { Columns.Count: > 0 } ? Opened.Columns : await views.OwnColumnsAsync(User) is { Count: > 0 } own ? own : ListColumns.Usual;
        return [.. keys.Select(key => seen.FirstOrDefault(column => column.Key == key)).OfType<ListColumn>()];
    }
}
