using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Contexts;

/// <summary>What people can go through, what may be written to them meanwhile, and the form that adds or changes a kind of it.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed class EditContextKinds(ContextBook book, ContextWords words, ChangeContextKinds change, ISiteService sites, MessageLedger ledger, IStringLocalizer<EditContextKinds> s) : PageModel
{
    /// <summary>Which one is changed; null to add one.</summary>
    [BindProperty(SupportsGet = true, Name = "context")]
    public string? KindKey { get; set; }

    [BindProperty]
    public ContextKindForm Input { get; set; } = new();

    public ContextWords Words => words;

    public ContextNames Names { get; private set; } = ContextNames.Hidden;

    /// <summary>Those in use, in their order.</summary>
    public IReadOnlyList<ContextKind> Kinds { get; private set; } = [];

    /// <summary>Those that were taken away, the last first.</summary>
    public IReadOnlyList<ContextKind> Removed { get; private set; } = [];

    /// <summary>How many messages wait for something to be over.</summary>
    public int Waiting { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var kind = Kinds.FirstOrDefault(one => one.Key == KindKey);
        if (kind is null && KindKey is not null)
        {
            return NotFound();
        }

        Input = ContextKindForm.Of(kind, SiteLanguages.Of(await sites.GetSiteSettingsAsync()));
        return Page();
    }

    /// <summary>Adds or changes one.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var isNew = KindKey is null;
        Input.Key = isNew ? Input.Key : KindKey;
        foreach (var (member, sentence) in Input.Faults(isNew, [.. Kinds, .. Removed], s))
        {
            ModelState.AddModelError($"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            Input.Widen();
            return Page();
        }

        if (isNew)
        {
            await change.AddAsync(Input.ToKind(), cancellationToken);
        }

        return Done(isNew || await change.PutAsync(Input.ToKind(), cancellationToken), s["Saved."]);
    }

    /// <summary>Takes one away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string? key, CancellationToken cancellationToken)
        => Done(await change.RemoveAsync(key ?? "", cancellationToken), s["Taken away: nothing is held for it any more."], undo: $"~/admin/settings/contexts?handler=BringBack&key={Uri.EscapeDataString(key ?? "")}");

    /// <summary>Brings one back.</summary>
    public async Task<IActionResult> OnPostBringBackAsync(string? key, CancellationToken cancellationToken) => Done(await change.BringBackAsync(key ?? "", cancellationToken), s["It holds again."]);

    private IActionResult Done(bool found, string toast, string? undo = null)
    {
        if (!found)
        {
            return NotFound();
        }

        this.Toast(toast, undo);
        return RedirectToPage(new { context = (string?)null });
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        (Kinds, Names) = (await book.ListAsync(), await book.NamesAsync());
        Removed = [.. (await sites.GetSiteSettingsAsync()).As<ContextSettings>().Kinds.Where(kind => kind.RemovedUtc is not null).OrderByDescending(kind => kind.RemovedUtc)];
        Waiting = (await ledger.SumAsync(new LedgerQuestion(MessageState.Held, Reasons.Context), cancellationToken)).Sum(sum => sum.Count);
    }
}
