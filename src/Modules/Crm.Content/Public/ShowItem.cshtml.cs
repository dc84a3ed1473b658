using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Public;

/// <summary>Shows a published item at its own address, in the site's theme.</summary>
[ByAddress, Open("The right to view the item is asked of the item itself")]
public sealed class ShowItem(IContentManager contents, IContentDefinitionManager definitions, ContentItemDisplay display, IServiceProvider services) : PageModel
{
    /// <summary>The item as its reader sees it.</summary>
    public ContentItem Item { get; private set; } = null!;

    /// <summary>The whole item by a template; null when there is none.</summary>
    public IHtmlContent? Whole { get; private set; }

    /// <summary>What shows it when no template does.</summary>
    public IReadOnlyList<PlacedShape> Shapes { get; private set; } = [];

    /// <summary>The title is shown above the item.</summary>
    public bool RendersTitle { get; private set; }

    /// <summary>The one address under which search engines should know it.</summary>
    public string Canonical { get; private set; } = "";

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (HttpContext.Items[typeof(AddressedItem)] is not AddressedItem address || await contents.GetAsync(address.Item) is not { } item)
        {
            return NotFound();
        }

        if (!await services.GetRequiredService<Rights>().HoldsAsync(User, CommonPermissions.ViewContent, item))
        {
            return User.Identity?.IsAuthenticated == true ? Forbid() : LocalRedirect("~/login?returnUrl=" + Uri.EscapeDataString(Request.PathBase + Request.Path));
        }

        var sight = await services.GetRequiredService<Visible>().ForAsync(User);
        var seen = sight.Show(item);
        Item = address.Inner is null ? seen : ItemsInside.Find(seen, address.Inner) ?? seen;
        if (await definitions.GetLayoutAsync(Item.ContentType) is not { } type)
        {
            return NotFound();
        }

        Canonical = await CanonicalAsync();
        RendersTitle = type.Part(nameof(TitlePart))?.GetSettings<TitlePartSettings>().RenderTitle == true;
        var templates = services.GetRequiredService<ItemTemplates>();
        Whole = await templates.RenderItemAsync(Item);
        Shapes = Whole is null ? await display.BuildDisplayAsync(Item, canSee: path => sight.CanSee(type.Name, path), templates: templates) : [];
        return Page();
    }

    private async Task<string> CanonicalAsync()
    {
        var site = (await services.GetRequiredService<ISiteService>().GetSiteSettingsAsync()).BaseUrl.TrimEnd('/');
        var root = site.Length > 0 ? site : $"{Request.Scheme}://{Request.Host}{Request.PathBase}";
        return root + new PathString("/" + Request.Path.Value!.Trim('/').ToLowerInvariant()).ToUriComponent();
    }
}
