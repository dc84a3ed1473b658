using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Display.Tags;

/// <summary>The kernel's own words and addresses, for tag helpers.</summary>
internal sealed class Words
{
    internal static IStringLocalizer Of(ViewContext context) => context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Words>>();

    /// <summary>An app-relative address with the tenant's prefix before it.</summary>
    internal static string Address(ViewContext context, string href)
        => href.StartsWith("~/", StringComparison.Ordinal) ? context.HttpContext.Request.PathBase + href[1..] : href;
}
