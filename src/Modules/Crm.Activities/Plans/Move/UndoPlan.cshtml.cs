using Crm.Activities.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.Move;

/// <summary>Takes the last change of a plan back.</summary>
[Right(ActivitiesPermissions.ManagePlans)]
internal sealed class UndoPlan(PlanBook book, ChangePlans changes, IStringLocalizer<UndoPlan> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    /// <param name="version">The plan's before the change.</param>
    public async Task<IActionResult> OnPostAsync(string id, long version)
    {
        if (await book.FindAsync(User, id, toChange: true) is not { } found)
        {
            return NotFound();
        }

        var fault = await changes.UndoAsync(found.Item, version);
        this.Toast(fault ?? s["Undone."], tone: fault is null ? "good" : "warn");
        return Redirect(Url.Content($"~/admin/plans/{id}"));
    }
}
