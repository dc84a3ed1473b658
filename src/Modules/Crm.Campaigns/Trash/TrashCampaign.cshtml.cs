using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Trash;

/// <summary>Moves a campaign of which nothing was put to the trash and offers to undo it. Its approval, if it has one, is taken back.</summary>
[Right(CampaignsPermissions.Manage)]
internal sealed class TrashCampaign(FindCampaign find, Stands stands, IContentManager content, IStringLocalizer<TrashCampaign> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(User, id, toChange: true) is not { } found || await stands.StateAsync(id, cancellationToken) > CampaignState.Approved)
        {
            return NotFound();
        }

        await content.RemoveAsync(found.Item);
        this.Toast(s["{0} is in the trash.", found.Name], $"~/admin/campaigns/{id}/restore");
        return Redirect(Url.Content("~/admin/campaigns"));
    }
}
