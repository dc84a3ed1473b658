using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>Asks once more before many people are changed, tells how many, then starts the operation.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class BulkPeople(StartBulk bulk, IStringLocalizer<BulkPeople> s) : NarrowedPeoplePage
{
    private AskedBulk _asked = null!;

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
    public int Count => _asked.Count;

    /// <summary>What can be given.</summary>
    public IReadOnlyList<SelectListItem> Choices => _asked.Choices;

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
        if (Count == 0)
        {
            return Nobody();
        }

        if (await bulk.StartAsync(_asked, Value, cancellationToken) is { } operation)
        {
            return Redirect(Url.Content($"~/admin/operations/{operation}"));
        }

        Fault = s["Choose one of the list."];
        return Page();
    }

    private PeopleSelection Selection => new(All ? [] : Ids, Filter);

    private async Task<IActionResult?> RefusedAsync()
    {
        if (Act is null || (!All && Ids.Count == 0) || Ids.Count > PeopleSelection.MostIds)
        {
            return Nobody();
        }

        return await bulk.MayAsync(User, Act.Value) ? null : Forbid();
    }

    private RedirectResult Nobody()
    {
        this.Toast(s["Nobody is chosen."], tone: "warn");
        return Redirect(Back);
    }

    private async Task ReadAsync(CancellationToken cancellationToken) => _asked = await bulk.AskAsync(User, Act!.Value, Selection, cancellationToken);
}
