using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Media;

internal sealed class MediaMenu(IStringLocalizer<MediaMenu> text) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "admin")
        {
            builder.Add(text["Media"], "8.5", item => item.Url("/admin/media").Icon("photo").Permission(MediaPermissions.ViewMediaContent));
        }

        if (name == "settings")
        {
            builder.Add(text["Accepted files"], "22", item => item.Url("/admin/media/limits").Icon("photo-cog").Permission(MediaPermissions.ManageMediaSettings));
        }

        return ValueTask.CompletedTask;
    }
}
