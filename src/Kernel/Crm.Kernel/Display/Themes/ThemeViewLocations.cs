using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Display.Themes;

/// <summary>Lets the theme stand in for a module's partial: <c>/{Theme}/Overrides/{Module}/People/_Card.cshtml</c> before <c>/{Module}/People/_Card.cshtml</c>.</summary>
internal sealed class ThemeViewLocations(CompiledViews views) : IViewLocationExpander
{
    public const string Overrides = "/Overrides/";

    public void PopulateValues(ViewLocationExpanderContext context)
        => context.Values["theme"] = context.ActionContext.HttpContext.RequestServices.GetRequiredService<CurrentTheme>().Key;

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        var themes = context.ActionContext.HttpContext.RequestServices.GetRequiredService<CurrentTheme>().Chain;
        foreach (var location in viewLocations)
        {
            if (themes.Count > 0)
            {
                yield return views.Overridden(location.Replace("{0}", context.ViewName, StringComparison.Ordinal), themes);
            }

            yield return location;
        }
    }
}
