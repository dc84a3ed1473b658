using Crm.Campaigns.Campaigns;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Trash;

/// <summary>Brings a campaign back from the trash, as a draft.</summary>
[Right(CampaignsPermissions.Manage)]
internal sealed class RestoreCampaign(IContentManager content, ISession session, Visible visible, IStringLocalizer<RestoreCampaign> s) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var item = await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == id && index.ContentType == CampaignTypes.Campaign).FirstOrDefaultAsync();
        if (item is null)
        {
            return NotFound();
        }

        if (item is { Latest: false, Published: false })
        {
            await content.RestoreAsync(item);
        }

        this.Toast(s["{0} is back.", (await visible.ForAsync(User)).NameOf(item) ?? ""]);
        return Redirect(Url.Content("~/admin/campaigns"));
    }
}
