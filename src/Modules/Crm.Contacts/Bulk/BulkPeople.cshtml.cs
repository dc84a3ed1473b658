using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Operations;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>Asks once more before many people are changed, tells how many, then starts the operation.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class BulkPeople(
    PeopleList people, ContactSights sights, ISession session, Operations operations, Kernel.Security.Rights rights, UserNames names, ContactLabels labels, IStringLocalizer<BulkPeople> s) : NarrowedPeoplePage
{
    /// <summary>Chosen one by one.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Ids { get; set; } = [];

    /// <summary>Whether all that the list shows are meant, not only those ticked.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true)]
    public PeopleAct? Act { get; set; }

    /// <summary>The stage or the owner to give.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Value { get; set; }

    /// <summary>How many it concerns.</summary>
    public int Count { get; private set; }

    /// <summary>What can be given.</summary>
    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];

    /// <summary>Why it cannot start.</summary>
    public string? Fault { get; private set; }

    /// <summary>Shows what would be done.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await RefusedAsync() is { } refused)
        {
            return refused;
        }

        await ReadAsync(cancellationToken);
        return Count == 0 ? Nobody() : Page();
    }

    /// <summary>Starts it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await RefusedAsync() is { } refused)
        {
            return refused;
        }

        await ReadAsync(cancellationToken);
        var choice = Choices.FirstOrDefault(choice => choice.Value == (Value ?? ""));
        if (Act != PeopleAct.Trash && choice is null)
        {
            Fault = s["Choose one of the list."];
            return Page();
        }

        if (Count == 0)
        {
            return Nobody();
        }

        var upTo = await session.QueryIndex<PersonIndex>().MaxAsync(row => (long?)row.DocumentId, cancellationToken) ?? 0;
        var id = await operations.StartAsync(ChangePeople.Name, ChangePeople.Input(Selection, Act!.Value, Value, Act == PeopleAct.Owner ? choice!.Text : null, upTo), Count);
        return Redirect(Url.Content($"~/admin/operations/{id}"));
    }

    private PeopleSelection Selection => new(All ? [] : Ids, Filter);

    private async Task<IActionResult?> RefusedAsync()
    {
        if (Act is null || (!All && Ids.Count == 0) || Ids.Count > PeopleSelection.MostIds)
        {
            return Nobody();
        }

        return await rights.HoldsAsync(User, Act == PeopleAct.Trash ? ContactsPermissions.DeleteOwn : ContactsPermissions.EditOwn) ? null : Forbid();
    }

    private RedirectResult Nobody()
    {
        this.Toast(s["Nobody is chosen."], tone: "warn");
        return Redirect(Back);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        Count = await people.CountAsync(Selection.Filter, Selection.Ids, sight, cancellationToken);
        Choices = Act switch
        {
            PeopleAct.Stage when sight.Stages => [.. labels.Stages().Select(stage => new SelectListItem(stage.Value.Length == 0 ? s["(none)"] : stage.Text, stage.Value))],
            PeopleAct.Owner => [.. (await names.ChoicesAsync()).Select(user => new SelectListItem(user.ShownName(), user.UserId))],
            _ => [],
        };
    }
}
