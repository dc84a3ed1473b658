using System.Text.Json;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Views.Cells;

/// <summary>Changes one cell of the list of people: a piece of the list for htmx, a page of its own without script.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditCell(
    ISession session, IContentManager content, ContentItemDisplay display, IHistory history, ContactSights sights, ListColumns columns, EditableCells editable, CellsOfPeople cells, UndoCell undo,
    HomeCountry country, Today today, ChangeContext change, IStringLocalizer<EditCell> s, IStringLocalizer<EditPerson> form) : PageModel, IUpdateModel
{
    /// <summary>Longest text of a cell, in characters.</summary>
    private const int MaxText = 200;

    private ContentItem _item = null!;
    private ContactSight _sight = null!;
    private ICell _cell = null!;

    /// <summary>The version that the editor was opened with.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>What was typed; the editor of a field that the tenant added has inputs of its own.</summary>
    [BindProperty]
    public string? Value { get; set; }

    public ListColumn Column { get; private set; } = null!;

    /// <summary>The person's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The address of the cell.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What it is typed into; null for the editor of a field that the tenant added.</summary>
    public CellInput? Input { get; private set; }

    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];

    /// <summary>The editor of a field that the tenant added.</summary>
    public IReadOnlyList<PlacedShape> Fields { get; private set; } = [];

    /// <summary>What is wrong with what was typed.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>What somebody else wrote into the cell meanwhile, and what was typed; null when nobody did.</summary>
    public (string Theirs, string Mine)? Clash { get; private set; }

    /// <summary>The address of the household whose postal address the cell shows; null when it shows the person's own.</summary>
    public string? Home { get; private set; }

    /// <summary>Whether it is a piece of the list.</summary>
    public bool IsPiece => Request.Headers.ContainsKey("HX-Request");

    /// <summary>Shows the editor.</summary>
    public async Task<IActionResult> OnGetAsync(string id, string column)
    {
        if (!await FindAsync(id, column))
        {
            return NotFound();
        }

        await FillAsync(_item);
        return Editor();
    }

    /// <summary>Shows the cell as it stands in the list.</summary>
    public async Task<IActionResult> OnGetShownAsync(string id, string column, CancellationToken cancellationToken)
        => await FindAsync(id, column) ? await ShownAsync(isSaved: true, cancellationToken) : NotFound();

    /// <summary>Saves what was typed.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string column, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, column))
        {
            return NotFound();
        }

        var typed = _item.Copy();
        if (Home is not null || !await TypeAsync(typed))
        {
            return Editor();
        }

        var (mine, theirs) = (_cell.Read(typed), _cell.Read(_item));
        if (mine == theirs)
        {
            return await DoneAsync(isSaved: false, cancellationToken);
        }

        if (Version != session.GetVersion(_item) && await SeenAsync() is { } seen && _cell.Read(seen) != theirs)
        {
            (Clash, Version) = ((await WordsAsync(_item), await WordsAsync(typed)), session.GetVersion(_item));
            ModelState.Remove(nameof(Version));
            return Editor();
        }

        _cell.Carry(typed, _item);
        if ((await content.ValidateAsync(_item)).Errors is { Count: > 0 } errors)
        {
            session.Detach(_item);
            Faults = [.. errors.Select(error => error.Message).Distinct()];
            return Editor();
        }

        await SaveAsync(id, column);
        return await DoneAsync(isSaved: true, cancellationToken);
    }

    /// <summary>Takes a save of this cell back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string id, string column, string? batch)
    {
        if (!await FindAsync(id, column) || await undo.FindAsync(User, batch, id) is not { } entry)
        {
            return NotFound();
        }

        var isUndone = await undo.RunAsync(entry, _item, _cell);
        this.Toast(isUndone ? s["Undone."] : s["Not undone: it was changed again since."], tone: isUndone ? "good" : "warn");
        if (!IsPiece)
        {
            return Redirect(Url.Content("~/admin/people"));
        }

        this.Tell("cell-changed", new { Address });
        return new NoContentResult();
    }

    Task<bool> IUpdateModel.TryUpdateModelAsync<TModel>(TModel model, string prefix) => TryUpdateModelAsync(model, prefix);

    // A column that the reader may not see or that nobody can change is as little there as a person he may not change.
    private async Task<bool> FindAsync(string id, string column)
    {
        _sight = await sights.ForAsync(User, ContactTypes.Person);
        if (await sights.FindAsync(User, id, ContactTypes.Person, CommonPermissions.EditContent) is not { } item || await editable.FindAsync(column) is not { } cell
            || (await columns.SeenAsync(_sight, await sights.ForAsync(User, ContactTypes.Interaction))).FirstOrDefault(seen => seen.Key == column) is not { } seen)
        {
            return false;
        }

        (_item, _cell, Column, Input) = (item, cell, seen, (cell as PersonCell)?.Input);
        Name = _sight.NameOf(item) is { Length: > 0 } name ? name : s["(no name)"];
        Address = Url.Content($"~/admin/people/{item.ContentItemId}/cell/{Uri.EscapeDataString(column)}");
        Home = PersonCell.OfAddresses.Contains(column) && PersonCell.Address(item) is null && item.As<Addresses.AddressPart>()?.Main() is { } shared && !shared.IsBlank()
            ? Url.Content($"~/admin/people/{item.ContentItemId}") : null;
        return true;
    }

    private async Task FillAsync(ContentItem item)
    {
        Version = session.GetVersion(_item);
        if (_cell is PersonCell own)
        {
            Value = own.Read(item);
            Choices = await editable.ChoicesAsync(own, Value);
        }
        else
        {
            Fields = await display.BuildEditorAsync(item, this, isNew: false, update: false, ((FieldCell)_cell).Is);
        }
    }

    // Writes what was typed into a copy of the record; false with the faults when it is not right.
    private async Task<bool> TypeAsync(ContentItem typed)
    {
        if (_cell is not PersonCell own)
        {
            Fields = await display.BuildEditorAsync(typed, this, isNew: false, update: true, ((FieldCell)_cell).Is);
            return ModelState.IsValid;
        }

        Value = (Value ?? "").ReplaceLineEndings(" ").Trim();
        Choices = await editable.ChoicesAsync(own, own.Read(_item));
        var before = await FaultsAsync(typed);
        var isRead = own.Write(typed, Value, await country.GetAsync());
        Faults = Value.Length > MaxText ? [s["This is too long: {0} characters at most.", MaxText]]
            : !isRead ? [own.Input == CellInput.Date ? s["“{0}” is not a date.", Value] : s["“{0}” is not a whole number.", Value]]
            : own.Input == CellInput.Choice && Choices.All(choice => choice.Value != Value) ? [s["Choose one of the list."]]
            : own.Column == "country" && Value.Length > 0 && PersonCell.Address(typed) is null ? [s["A country alone is no address: give the town first."]]
            : [.. (await FaultsAsync(typed)).Except(before).Select(fault => fault.Message).Distinct()];
        return Faults.Count == 0;
    }

    // The rules of the person's form; what was wrong already is not this cell's fault.
    private async Task<List<(string Field, string Message)>> FaultsAsync(ContentItem item)
    {
        var state = new ModelStateDictionary();
        var whole = PersonForm.Of(item);
        whole.Address = Addresses.AddressForm.Of(PersonCell.Address(item));
        whole.Check(state, form, await country.GetAsync(), await today.GetAsync());
        return [.. state.SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, error.ErrorMessage)))];
    }

    private async Task<ContentItem?> SeenAsync() => (await history.GetStateAsync(session.GetDocumentId(_item), Version))?.Deserialize<ContentItem>();

    private async Task<string> WordsAsync(ContentItem item)
    {
        var row = new PersonIndex { ContentItemId = item.ContentItemId };
        var words = _cell is not PersonCell own ? await columns.TextAsync(Column, row, new ListCells(new Dictionary<string, Timeline.LastContact>(), new Dictionary<string, DateTime>(), new Dictionary<string, DateTime>(), new Dictionary<string, string>(), new Dictionary<string, ContentItem> { [item.ContentItemId] = item }))
            : own.Input == CellInput.Choice ? (await editable.ChoicesAsync(own, own.Read(item))).First(choice => choice.Value == own.Read(item)).Text
            : own.Input == CellInput.Date && item.As<PersonPart>()?.BirthDate is { } birth ? ContactLabels.Date(birth) : own.Read(item);
        return words.Length > 0 ? words : "—";
    }

    private async Task SaveAsync(string id, string column)
    {
        change.BatchId = ContentId.New();
        await content.UpdateAsync(_item);
        await session.FlushAsync();
        var back = await undo.FindAsync(User, change.BatchId, id) is null ? null : $"~/admin/people/{id}/cell/{Uri.EscapeDataString(column)}?handler=Undo&batch={change.BatchId}";
        this.Toast(s["{0} of {1} is changed.", Column.Label, Name], back, stays: true);
    }

    private async Task<IActionResult> DoneAsync(bool isSaved, CancellationToken cancellationToken)
        => IsPiece ? await ShownAsync(isSaved, cancellationToken) : Redirect(Url.Content("~/admin/people"));

    private async Task<IActionResult> ShownAsync(bool isSaved, CancellationToken cancellationToken)
    {
        var id = _item.ContentItemId;
        var row = await session.QueryIndex<PersonIndex>().FirstAsync(person => person.ContentItemId == id, cancellationToken);
        var shown = await cells.ReadAsync(User, [row], [Column], _sight, cancellationToken);
        return Partial("/Crm.Contacts/Views/_Cell.cshtml", new ShownCell(shown, _sight.Show(row), Column, isSaved));
    }

    private IActionResult Editor() => IsPiece ? Partial("/Crm.Contacts/Views/Cells/_Editor.cshtml", this) : Page();
}
