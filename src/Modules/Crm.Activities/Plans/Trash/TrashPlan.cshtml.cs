using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.Trash;

/// <summary>Moves a plan to the trash and offers to undo it.</summary>
[Right(ActivitiesPermissions.ManagePlans)]
internal sealed class TrashPlan(PlanBook book, IContentManager content, IStringLocalizer<TrashPlan> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await book.FindAsync(User, id, toChange: true) is not { } found)
        {
            return NotFound();
        }

        await content.RemoveAsync(found.Item);
        this.Toast(s["{0} is in the trash.", found.Name], $"~/admin/plans/{id}/restore");
        return Redirect(Url.Content("~/admin/plans"));
    }
}
