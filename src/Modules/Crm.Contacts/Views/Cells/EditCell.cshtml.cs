using System.Text.Json;
using Crm.Contacts.Addresses;
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
    ISession session, IContentManager content, ContentItemDisplay display, IHistory history, ContactSights sights, ListColumns columns, FieldTexts texts, EditableCells editable, CellsOfPeople cells, UndoCell undo,
    HomeCountry country, Today today, ChangeContext change, IStringLocalizer<EditCell> s, IStringLocalizer<EditPerson> form) : PageModel, IUpdateModel
{
    /// <summary>Longest text of a cell, in characters.</summary>
    private const int MaxText = 200;

    private ContentItem _person = null!;
    private ContentItem? _record;
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

    /// <summary>Whether the cell shows the address of the person's home: it is then that of all who live there.</summary>
    public bool IsHome { get; private set; }

    /// <summary>Whether the reader may change it: a home may be somebody else's.</summary>
    public bool MayChange => _record is not null;

    /// <summary>Whether it is a piece of the list.</summary>
    public bool IsPiece => Request.Headers.ContainsKey("HX-Request");

    /// <summary>Shows the editor.</summary>
    public async Task<IActionResult> OnGetAsync(string id, string column)
    {
        if (!await FindAsync(id, column))
        {
            return NotFound();
        }

        if (_record is not null)
        {
            await FillAsync(_record);
        }

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

        if (_record is not { } record)
        {
            return Editor();
        }

        var typed = record.Copy();
        if (!await TypeAsync(typed, record))
        {
            return Editor();
        }

        var (mine, theirs) = (_cell.Read(typed), _cell.Read(record));
        if (mine == theirs)
        {
            return await DoneAsync(isSaved: false, cancellationToken);
        }

        if (Version != session.GetVersion(record) && await SeenAsync(record) is { } seen && _cell.Read(seen) != theirs)
        {
            (Clash, Version) = ((await WordsAsync(record), await WordsAsync(typed)), session.GetVersion(record));
            ModelState.Remove(nameof(Version));
            return Editor();
        }

        _cell.Carry(typed, record);
        if ((await content.ValidateAsync(record)).Errors is { Count: > 0 } errors)
        {
            session.Detach(record);
            Faults = [.. errors.Select(error => error.Message).Distinct()];
            return Editor();
        }

        await SaveAsync(record);
        return await DoneAsync(isSaved: true, cancellationToken);
    }

    /// <summary>Takes a save of this cell back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string id, string column, string? batch)
    {
        if (!await FindAsync(id, column) || _record is not { } record || await undo.FindAsync(User, batch, record.ContentItemId) is not { } save || !await undo.MayAsync(User, save))
        {
            return NotFound();
        }

        var isUndone = await undo.RunAsync(save, record, _cell);
        this.Toast(isUndone ? s["Undone."] : s["Not undone: it was changed again since."], tone: isUndone ? "good" : "warn");
        if (!IsPiece)
        {
            return Redirect(Url.Content("~/admin/people"));
        }

        this.Tell("cell-changed", new { Addresses = save.People.Select(AddressOf).Prepend(Address).Distinct(), Focus = true });
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

        (_person, _record, _cell, Column, Input) = (item, item, cell, seen, (cell as PersonCell)?.Input);
        (Name, Address) = (_sight.NameOf(item) is { Length: > 0 } name ? name : s["(no name)"], AddressOf(item.ContentItemId));
        if (PersonCell.OfAddresses.Contains(column) && PersonCell.Address(item) is null && item.As<AddressPart>()?.Main() is { } shared && !shared.IsBlank())
        {
            (IsHome, _record) = (true, await HomeAsync());
        }

        return true;
    }

    // The household that the address comes from, where the reader may change its address.
    private async Task<ContentItem?> HomeAsync()
    {
        var id = _person.As<PersonPart>()?.Memberships.Find(membership => membership.To is null)?.HouseholdId;
        return id is not null && (await sights.ForAsync(User, ContactTypes.Household)).CanSee($"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}")
            ? await sights.FindAsync(User, id, ContactTypes.Household, CommonPermissions.EditContent) : null;
    }

    private string AddressOf(string personId) => Url.Content($"~/admin/people/{personId}/cell/{Uri.EscapeDataString(Column.Key)}");

    private async Task FillAsync(ContentItem record)
    {
        Version = session.GetVersion(record);
        if (_cell is PersonCell own)
        {
            Value = own.Read(record);
            Choices = await editable.ChoicesAsync(own, Value);
        }
        else
        {
            Fields = await display.BuildEditorAsync(record, this, isNew: false, update: false, ((FieldCell)_cell).Is);
        }
    }

    // Writes what was typed into a copy of the record; false with the faults when it is not right.
    private async Task<bool> TypeAsync(ContentItem typed, ContentItem record)
    {
        if (_cell is not PersonCell own)
        {
            Fields = await display.BuildEditorAsync(typed, this, isNew: false, update: true, ((FieldCell)_cell).Is);
            return ModelState.IsValid;
        }

        Value = (Value ?? "").ReplaceLineEndings(" ").Trim();
        Choices = await editable.ChoicesAsync(own, own.Read(record));
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
        whole.Address = AddressForm.Of(PersonCell.Address(item));
        whole.Check(state, form, await country.GetAsync(), await today.GetAsync());
        return [.. state.SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, error.ErrorMessage)))];
    }

    private async Task<ContentItem?> SeenAsync(ContentItem record) => (await history.GetStateAsync(session.GetDocumentId(record), Version))?.Deserialize<ContentItem>();

    private async Task<string> WordsAsync(ContentItem item)
    {
        if (_cell is not PersonCell own)
        {
            return await texts.OfAsync(item, ((FieldCell)_cell).Field, User) is { Length: > 0 } text ? text : "—";
        }

        var value = own.Read(item);
        return value.Length == 0 ? "—"
            : own.Input == CellInput.Choice ? (await editable.ChoicesAsync(own, value)).First(choice => choice.Value == value).Text
            : own.Input == CellInput.Date ? ContactLabels.Date(item.As<PersonPart>()!.BirthDate!.Value) : value;
    }

    private async Task SaveAsync(ContentItem record)
    {
        change.BatchId = ContentId.New();
        await content.UpdateAsync(record);
        await session.FlushAsync();
        var save = await undo.FindAsync(User, change.BatchId, record.ContentItemId);
        var back = save is not null && await undo.MayAsync(User, save) ? $"{Address}?handler=Undo&batch={change.BatchId}" : null;
        this.Toast(IsHome ? s["{0} of {1} is changed, and of all who live there.", Column.Label, Name] : s["{0} of {1} is changed.", Column.Label, Name], back, stays: true);
        if (IsPiece && IsHome)
        {
            this.Tell("cell-changed", new { Addresses = save!.People.Select(AddressOf).Where(address => address != Address), Focus = false });
        }
    }

    private async Task<IActionResult> DoneAsync(bool isSaved, CancellationToken cancellationToken)
        => IsPiece ? await ShownAsync(isSaved, cancellationToken) : Redirect(Url.Content("~/admin/people"));

    private async Task<IActionResult> ShownAsync(bool isSaved, CancellationToken cancellationToken)
    {
        var id = _person.ContentItemId;
        var row = await session.QueryIndex<PersonIndex>().FirstAsync(person => person.ContentItemId == id, cancellationToken);
        var shown = await cells.ReadAsync(User, [row], [Column], _sight, cancellationToken);
        return Partial("/Crm.Contacts/Views/_Cell.cshtml", new ShownCell(shown, _sight.Show(row), Column, isSaved));
    }

    private IActionResult Editor() => IsPiece ? Partial("/Crm.Contacts/Views/Cells/_Editor.cshtml", this) : Page();
}
