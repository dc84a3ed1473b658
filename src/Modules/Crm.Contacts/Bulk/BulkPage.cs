using Crm.Contacts.People;
using Crm.Contacts.Trash;
using Crm.Kernel.Display.Toasts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>Asks once more before many contacts are changed, tells how many, then starts the operation.</summary>
/// <param name="type">One of <see cref="ContactTypes"/>.</param>
internal abstract class BulkPage(StartBulk bulk, BulkWords words, IStringLocalizer s, string type) : NarrowedPeoplePage
{
    private AskedBulk _asked = null!;

    /// <inheritdoc/>
    public override PeopleFilter Filter => type == ContactTypes.Person ? base.Filter : new(Search, null, null);

    /// <summary>Chosen one by one.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Ids { get; set; } = [];

    /// <summary>Whether all that the list shows are meant, not only those ticked.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true)]
    public BulkAct? Act { get; set; }

    /// <summary>The stage or the owner to give.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Value { get; set; }

    /// <summary>What can be given.</summary>
    public IReadOnlyList<SelectListItem> Choices => _asked.Choices;

    /// <summary>The question, with how many it concerns.</summary>
    public string Question => words.Question(type, _asked.Act, _asked.Count);

    /// <summary>The heading of the list it came from.</summary>
    public string ListName => words.List(type);

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
        return _asked.Count == 0 ? Nobody() : Page();
    }

    /// <summary>Starts it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await RefusedAsync() is { } refused)
        {
            return refused;
        }

        await ReadAsync(cancellationToken);
        if (_asked.Count == 0)
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

    /// <inheritdoc/>
    protected override string List => TrashedContacts.ListOf(type)!;

    private async Task<IActionResult?> RefusedAsync()
    {
        if (Act is not { } act || !StartBulk.Offers(type, act) || (!All && Ids.Count == 0) || Ids.Count > ContactSelection.MostIds)
        {
            return Nobody();
        }

        return await bulk.MayAsync(User, act) ? null : Forbid();
    }

    private RedirectResult Nobody()
    {
        this.Toast(words.Nobody(type), tone: "warn");
        return Redirect(Back);
    }

    private async Task ReadAsync(CancellationToken cancellationToken) => _asked = await bulk.AskAsync(User, Act!.Value, new ContactSelection(type, All ? [] : Ids, Filter), cancellationToken);
}
