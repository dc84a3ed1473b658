using Crm.Activities.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans.Trash;

/// <summary>Brings a plan back from the trash.</summary>
[Right(ActivitiesPermissions.ManagePlans)]
internal sealed class RestorePlan(IContentManager content, ISession session, Visible visible, IStringLocalizer<RestorePlan> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var item = await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == id && index.ContentType == ActivityTypes.Plan).FirstOrDefaultAsync();
        if (item is null)
        {
            return NotFound();
        }

        if (item is { Latest: false, Published: false })
        {
            await content.RestoreAsync(item);
        }

        this.Toast(s["{0} is back.", (await visible.ForAsync(User)).NameOf(item) ?? ""]);
        return Redirect(Url.Content($"~/admin/plans/{id}"));
    }
}
