using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary>Brings a stage back into use.</summary>
[Right(StagesPermissions.Manage)]
internal sealed class RestoreStage(KeepStage keep, StageNames names, IStringLocalizer<RestoreStage> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (await keep.RestoreAsync(key) is not { } stage)
        {
            return NotFound();
        }

        this.Toast(s["{0} is offered again.", names.Of(stage)]);
        return Redirect(Url.Content("~/admin/stages"));
    }
}
