using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary>Takes a stage out of use. The stage is kept for its name in the past, and can be brought back.</summary>
[Right(StagesPermissions.Manage)]
internal sealed class RemoveStage(RetireStage retire, IStringLocalizer<RemoveStage> s) : PageModel
{
    /// <summary>Where its people go; <see cref="RetireStage.None"/> for no stage.</summary>
    [BindProperty]
    public string? Target { get; set; }

    /// <summary>What it comes to.</summary>
    public RetiringStage Asked { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellationToken) => await ReadAsync(key, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(key, cancellationToken))
        {
            return NotFound();
        }

        if (Asked.HasOthers)
        {
            return Page();
        }

        if (retire.Fault(Asked, Target) is { } fault)
        {
            ModelState.AddModelError(nameof(Target), fault);
            return Page();
        }

        if (await retire.DoAsync(Asked, Target, cancellationToken) is { } operation)
        {
            return Redirect(Url.Content($"~/admin/operations/{operation}"));
        }

        this.Toast(s["{0} is no longer offered.", Asked.Name], undo: $"~/admin/stages/{key}/restore");
        return Redirect(Url.Content("~/admin/stages"));
    }

    private async Task<bool> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await retire.AskAsync(User, key, cancellationToken) is not { } asked)
        {
            return false;
        }

        Asked = asked;
        return true;
    }
}
