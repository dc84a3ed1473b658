using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Content;

internal sealed class ContentMenu(IContentDefinitionManager definitions, IContentLabels labels, IStringLocalizer<ContentMenu> text) : INavigationProvider
{
    public async ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "settings")
        {
            builder.Add(text["Content types"], "20", item => item.Url("/admin/content-types").Icon("schema").Permission(ContentPermissions.ViewContentTypes));
        }

        if (name == "admin")
        {
            builder.Add(text["Content"], "8", item => item.Url("/admin/content").Icon("files").Permission("ListContent"));
        }

        if (name == "create")
        {
            foreach (var type in (await definitions.ListLayoutsAsync()).Where(type => type.Settings is { Creatable: true, Listable: true }))
            {
                builder.Add(labels.Type(type), "8", item => item.Url($"/admin/content/{type.Name}/create").Icon("file-plus").Permission("EditContent"));
            }
        }
    }
}
