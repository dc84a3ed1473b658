using Crm.Contacts.Views;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Panels.Related.Edit;

/// <summary>Places a panel of related records, or changes one: first which records, then how they are shown.</summary>
[Right(RelatedPermissions.Manage)]
internal sealed class EditPanel(RelatedPanels panels, RelatedColumns columns, IContentDefinitionManager definitions, IContentLabels labels, IStringLocalizer<EditPanel> s) : PageModel, IColumnChoice
{
    // The panel as it stands on the page; null while it does not.
    private RelatedPanel? _placed;

    /// <summary>On whose page.</summary>
    [BindProperty(SupportsGet = true)]
    public string On { get; set; } = ContactTypes.Person;

    /// <summary>The type of the records; blank before it is chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    /// <summary>Their field that names the contact.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Field { get; set; }

    [BindProperty]
    public PanelForm Input { get; set; } = new();

    /// <summary>All keys offered, in the order shown.</summary>
    [BindProperty]
    public List<string> Keys { get; set; } = [];

    /// <inheritdoc/>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<ListColumn> Columns { get; private set; } = [];

    /// <inheritdoc/>
    public string? Focus { get; private set; }

    /// <summary>The fields to choose from, while none is chosen.</summary>
    public IReadOnlyList<Relation> Offered { get; private set; } = [];

    /// <summary>The one chosen.</summary>
    public Relation? Relation { get; private set; }

    public string PageName { get; private set; } = "";

    public IContentLabels Labels => labels;

    public IEnumerable<SelectListItem> Orders => columns.Orders(Relation!.Type, _ => true).Select(order => new SelectListItem(order.Label, order.Key));

    public IEnumerable<SelectListItem> Places => [new(s["In the middle: what goes on now"], nameof(PanelPlace.Now)), new(s["At the left, below the facts"], nameof(PanelPlace.Facts)), new(s["At the right, with the past"], nameof(PanelPlace.Timeline))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await OpenAsync())
        {
            return NotFound();
        }

        var present = _placed ?? new RelatedPanel();
        Input = PanelForm.Of(present);
        Chosen = [.. present.Columns];
        Arrange(Chosen);
        return Page();
    }

    /// <summary>Moves a column up or down; nothing is stored.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string? act)
    {
        if (!await OpenAsync() || Relation is null)
        {
            return NotFound();
        }

        Focus = Keys.Move(act);
        Arrange(Keys);
        ModelState.Clear();
        return Request.Headers.ContainsKey("HX-Request") ? Partial("/Crm.Contacts/Views/_Columns.cshtml", this) : Page();
    }

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await OpenAsync() || Relation is null)
        {
            return NotFound();
        }

        Arrange(Keys);
        var offered = Columns.Select(column => column.Key).ToHashSet();
        var chosen = Keys.Where(key => Chosen.Contains(key) && offered.Contains(key)).Distinct().ToList();
        Check(chosen);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        await panels.MakeFilterableAsync(Relation);
        var panel = new RelatedPanel { On = On, ContentType = Relation.Type.Name, Field = Relation.Field.Path, Columns = chosen };
        Input.WriteTo(panel);
        await panels.ChangeAsync(document => document.Put(panel));
        this.Toast(_placed is null ? s["The panel is placed."] : s["Saved."]);
        return Redirect(Url.Content("~/admin/contact-panels"));
    }

    private async Task<bool> OpenAsync()
    {
        if (On is not (ContactTypes.Person or ContactTypes.Household or ContactTypes.Organisation))
        {
            return false;
        }

        PageName = await definitions.GetLayoutAsync(On) is { } layout ? labels.Type(layout) : On;
        Offered = await panels.OfferedAsync(On);
        Relation = Offered.FirstOrDefault(relation => relation.Type.Name == Type && relation.Field.Path == Field);
        _placed = (await panels.ListAsync()).FirstOrDefault(panel => panel.On == On && panel.ContentType == Type && panel.Field == Field);
        return Relation is not null || string.IsNullOrEmpty(Type);
    }

    private void Arrange(IReadOnlyList<string> order)
    {
        if (Relation is not null)
        {
            var offered = columns.Of(Relation.Type, path => path != Relation.Field.Path).Select(column => new ListColumn(column.Key, column.Label, null)).ToList();
            Columns = [.. order.Select(key => offered.Find(column => column.Key == key)).OfType<ListColumn>(), .. offered.Where(column => !order.Contains(column.Key))];
        }
    }

    private void Check(List<string> chosen)
    {
        if (Input.Heading?.Trim().Length > RelatedPanel.LongestHeading)
        {
            ModelState.AddModelError("Input.Heading", s["This is too long: {0} characters at most.", RelatedPanel.LongestHeading]);
        }

        if (Input.Rows is < 1 or > RelatedPanel.MostRows)
        {
            ModelState.AddModelError("Input.Rows", s["Write a number from 1 to {0}.", RelatedPanel.MostRows]);
        }

        if (Orders.All(order => order.Value != Input.Sort))
        {
            ModelState.AddModelError("Input.Sort", s["Choose one of the list."]);
        }

        if (chosen.Count > RelatedPanel.MostColumns)
        {
            ModelState.AddModelError("", s["A panel has room for {0} columns.", RelatedPanel.MostColumns]);
        }
    }
}

/// <summary>What the form of a panel holds beside its columns.</summary>
internal sealed class PanelForm
{
    public string? Heading { get; set; }

    public string? Sort { get; set; }

    public int Rows { get; set; }

    public PanelPlace Place { get; set; }

    public bool InEditor { get; set; }

    public static PanelForm Of(RelatedPanel panel) => new() { Heading = panel.Heading, Sort = panel.Sort, Rows = panel.Rows, Place = panel.Place, InEditor = panel.InEditor };

    public void WriteTo(RelatedPanel panel) => (panel.Heading, panel.Sort, panel.Rows, panel.Place, panel.InEditor) = (Heading?.Trim() ?? "", Sort!, Rows, Place, InEditor);
}
