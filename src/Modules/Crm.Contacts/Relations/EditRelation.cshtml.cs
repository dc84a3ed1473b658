using Crm.Contacts.Ages;
using Crm.Contacts.Choose;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations;

/// <summary>The form of a new or present relation of a person. A present one is changed where it is held, which may be the other person's record.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class EditRelation(
    LinkSaves saves, ContactSights sights, FindPeople people, RelationKinds kinds, RelationFaults faults, ISession session, Today today, IStringLocalizer<EditRelation> s)
    : LinkPeoplePage(saves, sights, s, ContactTypes.Person, "~/admin/people", "relations")
{
    private ContentItem _person = null!;
    private ContentItem _holder = null!;

    [BindProperty]
    public RelationForm Input { get; set; } = new();

    /// <summary>Whom a new relation is with.</summary>
    [BindProperty]
    public string? PersonId { get; set; }

    /// <summary>A text by which they are looked for.</summary>
    [BindProperty(Name = "q")]
    public string? Search { get; set; }

    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The relation's id; null for a new one.</summary>
    public string? Relation { get; private set; }

    /// <summary>The other person of a present one.</summary>
    public (string Id, string Name) Other { get; private set; }

    public bool HasEnded { get; private set; }

    public FoundPeople Found { get; private set; } = new([]);

    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];

    private bool IsHeld => ReferenceEquals(_holder, _person);

    public async Task<IActionResult> OnGetAsync(string id, string? relation)
    {
        if (!await LoadAsync(id, relation))
        {
            return NotFound();
        }

        if (Stored() is { } stored)
        {
            Input = RelationForm.Of(stored, IsHeld, (await kinds.ListAsync()).Any(kind => kind.Key == stored.Kind && kind.IsSame));
        }

        return await ShowAsync();
    }

    /// <summary>People to choose from while typing.</summary>
    public async Task<IActionResult> OnGetFindAsync(string id, string? q, CancellationToken cancellationToken)
        => await FindAsync(id) is null ? NotFound() : Partial("/Crm.Contacts/Choose/_FoundPeople.cshtml", await FoundAsync(id, q, null, cancellationToken));

    /// <summary>The same for who has no script: the form comes back as it was typed, with those who were found.</summary>
    public async Task<IActionResult> OnPostFindAsync(string id)
    {
        ModelState.Clear();
        return await LoadAsync(id, null) ? await ShowAsync() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? relation)
    {
        if (!await LoadAsync(id, relation))
        {
            return NotFound();
        }

        var stored = Stored();
        var made = Input.Read(stored?.RelationId ?? ContentId.New(), stored?.PersonId ?? PersonId ?? "", IsHeld);
        await CheckAsync(made, stored);
        return !ModelState.IsValid ? await ShowAsync()
            : await ChangeAsync(id, _holder, part => part.Relations = stored is null ? [.. part.Relations, made] : [.. part.Relations.Select(one => one.RelationId == relation ? made : one)],
                stored is null ? S["The relation was added."] : S["Saved."]);
    }

    /// <summary>It ended today; the past stays visible.</summary>
    public async Task<IActionResult> OnPostEndAsync(string id, string relation)
    {
        var day = await today.GetAsync();
        return !await LoadAsync(id, relation) ? NotFound()
            : Stored()!.From > day ? Refuse(id, S["It has not begun yet: remove it instead."])
            : await ChangeAsync(id, _holder, part => part.Relations.First(one => one.RelationId == relation).To = day, S["The relation has ended; the past stays."]);
    }

    /// <summary>It was a mistake and never was.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string id, string relation)
        => await LoadAsync(id, relation) ? await ChangeAsync(id, _holder, part => part.Relations.RemoveAll(one => one.RelationId == relation), S["The relation was removed."]) : NotFound();

    protected override async Task<bool> MayLinkAsync() => (await SightAsync()).CanSee(PersonRelation.Path);

    private PersonRelation? Stored() => Relation is null ? null : _holder.As<PersonPart>()?.Relations.Find(one => one.RelationId == Relation);

    // A relation whose other end is out of the reader's sight is not there for him.
    private async Task<bool> LoadAsync(string id, string? relation)
    {
        if (!await MayLinkAsync() || await FindAsync(id) is not { } person)
        {
            return false;
        }

        (_person, _holder, Id, Relation) = (person, person, id, relation);
        Name = await NameAsync(person);
        if (relation is null)
        {
            return true;
        }

        if (await session.QueryIndex<RelationIndex>().FirstOrDefaultAsync(row => row.RelationId == relation && (row.FirstId == id || row.SecondId == id)) is not { } row
            || await Sights.FindAsync(User, row.FirstId == id ? row.SecondId : row.FirstId, ContactTypes.Person) is not { } other)
        {
            return false;
        }

        Other = (other.ContentItemId, await NameAsync(other));
        HasEnded = row.To <= await today.GetAsync();
        if ((row.HolderId == id ? person : await FindPersonAsync(row.HolderId)) is not { } holder)
        {
            return false;
        }

        _holder = holder;
        return Stored() is not null;
    }

    private async Task<string> NameAsync(ContentItem person) => (await SightAsync()).NameOf(person) is { Length: > 0 } name ? name : S["(no name)"];

    private async Task CheckAsync(PersonRelation made, PersonRelation? stored)
    {
        if (made.PersonId.Length > 0 && stored is null && await Sights.FindAsync(User, made.PersonId, ContactTypes.Person) is null)
        {
            // Whom he may not see he cannot choose; it is said as of somebody who is not there.
            made.PersonId = "";
        }

        var others = (_holder.As<PersonPart>()?.Relations ?? []).Where(one => one.RelationId != made.RelationId);
        foreach (var (member, message) in await faults.OfAsync(_holder.ContentItemId, made, stored, others, isKnown: true))
        {
            ModelState.AddModelError(member == nameof(PersonId) ? member : $"Input.{member}", message);
        }
    }

    private async Task<IActionResult> ShowAsync()
    {
        var all = await kinds.ListAsync();
        var stored = Stored();
        Kinds =
        [
            .. all.Where(kind => !kind.IsRetired || kind.Key == stored?.Kind).SelectMany(kind => kind.IsSame ? (bool[])[false] : [false, true], (kind, second) => new SelectListItem(kinds.NameOf(kind, second), RelationForm.ValueOf(kind.Key, second))),
            .. stored is not null && all.All(kind => kind.Key != stored.Kind) ? (SelectListItem[])[new(stored.Kind, Input.Kind)] : [],
        ];
        Found = Relation is null ? await FoundAsync(Id, Search, PersonId, HttpContext.RequestAborted) : Found;
        return Page();
    }

    private async Task<FoundPeople> FoundAsync(string id, string? text, string? chosen, CancellationToken cancellationToken)
    {
        var found = (await people.LikeAsync(User, text, cancellationToken)).Where(person => person.ContentItemId != id).ToList();
        return new FoundPeople(found, chosen, IsAsked: !string.IsNullOrWhiteSpace(text));
    }
}
