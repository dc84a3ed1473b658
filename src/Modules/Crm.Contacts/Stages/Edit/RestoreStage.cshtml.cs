using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary>Brings a stage back into use.</summary>
[Right(StagesPermissions.Manage)]
internal sealed class RestoreStage(LifeCycle lifeCycle, StageNames names, IStringLocalizer<RestoreStage> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if ((await lifeCycle.ListAsync()).All(stage => stage.Key != key))
        {
            return NotFound();
        }

        await lifeCycle.ChangeAsync(stages => stages.Find(stage => stage.Key == key)!.IsRetired = false);
        this.Toast(s["{0} is offered again.", names.Of(key)]);
        return Redirect(Url.Content("~/admin/stages"));
    }
}
