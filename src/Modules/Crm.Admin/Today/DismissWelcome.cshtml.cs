using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Today;

/// <summary>Puts the welcome away, or brings it back.</summary>
[Right(AdminPermissions.ManageSettings)]
public sealed class DismissWelcome(IDocumentManager<WelcomeSteps> documents, IStringLocalizer<DismissWelcome> S) : PageModel
{
    /// <summary>There is nothing to see.</summary>
    public IActionResult OnGet() => LocalRedirect("~/admin");

    /// <summary>Puts it away.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await KeepAsync(isDismissed: true);
        this.Toast(S["The welcome is put away."], undo: "~/admin/welcome/dismiss?handler=Undo");
        return LocalRedirect("~/admin");
    }

    /// <summary>Brings it back.</summary>
    public async Task<IActionResult> OnPostUndoAsync()
    {
        await KeepAsync(isDismissed: false);
        return LocalRedirect("~/admin");
    }

    private async Task KeepAsync(bool isDismissed)
    {
        var steps = await documents.GetOrCreateMutableAsync();
        steps.IsDismissed = isDismissed;
        await documents.UpdateAsync(steps);
    }
}
