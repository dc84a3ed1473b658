using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Search;

/// <summary>The module's places in the palette and among the settings.</summary>
internal sealed class SearchMenu(IStringLocalizer<SearchMenu> s) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "search")
        {
            builder.Add(s["everything"], "0", item => item.Url("/admin/search?q=").Permission("AccessAdminPanel"));
        }

        if (name == "suggest")
        {
            builder.Add(s["everything"], "0", item => item.Url("/admin/search/suggest?q=").Permission("AccessAdminPanel"));
        }

        if (name == "settings")
        {
            builder.Add(s["Search indexes"], "30", item => item.Url("/admin/search/indexes").Icon("search").Permission(SearchPermissions.ManageIndexes));
        }

        return ValueTask.CompletedTask;
    }
}
