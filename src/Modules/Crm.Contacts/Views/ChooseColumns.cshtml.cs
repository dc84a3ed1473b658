using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.Views;

/// <summary>Chooses and orders the columns of the list of people; kept for this user.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ChooseColumns(PeopleViews views, ListColumns columns, ContactSights sights) : PageModel, IColumnChoice
{
    /// <summary>The view that is open; blank for the plain list.</summary>
    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }

    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>All keys offered, in the order shown.</summary>
    [BindProperty]
    public List<string> Keys { get; set; } = [];

    /// <summary>The keys ticked.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>The columns, those chosen first.</summary>
    public IReadOnlyList<ListColumn> Columns { get; private set; } = [];

    /// <summary>The control that is to have the focus.</summary>
    public string? Focus { get; private set; }

    public async Task OnGetAsync()
    {
        var view = await OpenAsync();
        Chosen = [.. view is { Columns.Count: > 0 } ? view.Columns : await views.OwnColumnsAsync(User) is { Count: > 0 } own ? own : ListColumns.Usual];
        await ShowAsync(Chosen);
    }

    /// <summary>Moves a column up or down; nothing is stored.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string? act)
    {
        Focus = Keys.Move(act);
        await ShowAsync(Keys);
        ModelState.Clear();
        return Request.Headers.ContainsKey("HX-Request") ? Partial("/Crm.Contacts/Views/_Columns.cshtml", this) : Page();
    }

    /// <summary>Keeps them.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var (view, offered) = (await OpenAsync(), (await OfferedAsync()).Select(column => column.Key).ToHashSet());
        await views.KeepColumnsAsync(User, view, [.. Keys.Where(key => Chosen.Contains(key) && offered.Contains(key)).Distinct()]);
        return Url.IsLocalUrl(Back) ? LocalRedirect(Back) : Redirect(Url.Content("~/admin/people"));
    }

    private async Task<PeopleView?> OpenAsync() => string.IsNullOrEmpty(View) ? null : await views.FindAsync(User, View) is { RemovedUtc: null } view ? view : null;

    private async Task<IReadOnlyList<ListColumn>> OfferedAsync() => await columns.SeenAsync(await sights.ForAsync(User, ContactTypes.Person), await sights.ForAsync(User, ContactTypes.Interaction));

    private async Task ShowAsync(IReadOnlyList<string> order)
    {
        var offered = await OfferedAsync();
        Columns = [.. order.Select(key => offered.FirstOrDefault(column => column.Key == key)).OfType<ListColumn>(), .. offered.Where(column => !order.Contains(column.Key))];
    }
}
