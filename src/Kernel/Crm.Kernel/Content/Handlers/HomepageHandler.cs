using System.Text.Json.Nodes;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Handlers;

/// <summary>An item that asks for it becomes the home page when it is published; the wish is then done with, as in Orchard Core.</summary>
internal sealed class HomepageHandler(ISiteService sites, Rights rights, IHttpContextAccessor accessor, IStringLocalizer<ContentFieldHandler> localizer) : ContentHandlerBase
{
    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if (Wishes(item) && accessor.HttpContext?.User is { } user && !await rights.HoldsAsync(user, CommonPermissions.SetHomepage, null))
        {
            result.Fail("AutoroutePart.SetHomepage", localizer["You do not have the right to choose the home page."]);
        }
    }

    public override async Task PublishingAsync(ContentItem item, ContentItem? previous)
    {
        if (!Wishes(item))
        {
            return;
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.HomeRoute = new JsonObject
        {
            ["Action"] = "Display", ["Controller"] = "Item", ["Area"] = "OrchardCore.Contents", [nameof(ContentItem.ContentItemId)] = item.ContentItemId,
        };
        await sites.UpdateSiteSettingsAsync(site);
        item.As<AutoroutePart>()!.SetHomepage = false;
    }

    private static bool Wishes(ContentItem item) => item.As<AutoroutePart>() is { SetHomepage: true };
}
