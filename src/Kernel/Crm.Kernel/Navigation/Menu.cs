using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Navigation;

/// <summary>
/// Builds a menu for the current person: "admin" (left), "settings", "create" (the ＋ of the top bar), "user" (under the person's name). Entries of the same caption merge,
/// sort by dotted position, and go when the person lacks all of their rights; a group without address and without children goes too.
/// </summary>
public sealed class Menu(IEnumerable<INavigationProvider> providers, IHttpContextAccessor accessor, Rights rights)
{
    private readonly Dictionary<string, IReadOnlyList<MenuEntry>> _built = [];

    /// <summary>The menu of that name; built once a request.</summary>
    public async ValueTask<IReadOnlyList<MenuEntry>> BuildAsync(string name)
    {
        if (_built.TryGetValue(name, out var built))
        {
            return built;
        }

        var builder = new NavigationBuilder();
        foreach (var provider in providers)
        {
            await provider.BuildNavigationAsync(name, builder);
        }

        var request = accessor.HttpContext?.Request;
        var active = Active(builder.Items, request?.Path.Value ?? "");
        return _built[name] = await Entries(builder.Items, request?.PathBase.Value ?? "", active);
    }

    private async ValueTask<IReadOnlyList<MenuEntry>> Entries(IEnumerable<NavigationItemBuilder> items, string pathBase, string? active)
    {
        var entries = new List<MenuEntry>();
        foreach (var group in items.GroupBy(item => item.Caption, StringComparer.Ordinal).OrderBy(group => group.First().Position, DottedPosition.Comparer))
        {
            var allowed = new List<NavigationItemBuilder>();
            foreach (var item in group)
            {
                if (await IsAllowed(item))
                {
                    allowed.Add(item);
                }
            }

            var children = await Entries(allowed.SelectMany(item => item.Children.Items), pathBase, active);
            var href = allowed.Find(item => item.Href is not null);
            if (href is not null || children.Count > 0)
            {
                entries.Add(new MenuEntry(group.Key, href is null ? null : pathBase + href.Href, allowed.Select(item => item.IconName).FirstOrDefault(icon => icon is not null),
                    href is not null && href.Href == active, href?.IsPost is true, children));
            }
        }

        return entries;
    }

    private async ValueTask<bool> IsAllowed(NavigationItemBuilder item)
    {
        foreach (var permission in item.Permissions)
        {
            if (accessor.HttpContext is { } http && await rights.HoldsAsync(http.User, permission))
            {
                return true;
            }
        }

        return item.Permissions.Count == 0;
    }

    /// <summary>The longest address of the menu that the current path is, or lies below; nothing lies below a home of one segment (<c>/admin</c>).</summary>
    private static string? Active(IEnumerable<NavigationItemBuilder> items, string path)
        => All(items).Select(item => item.Href)
            .Where(href => href is not null && (path.Equals(href, StringComparison.OrdinalIgnoreCase) || (href.LastIndexOf('/') > 0 && path.StartsWith(href + "/", StringComparison.OrdinalIgnoreCase))))
            .MaxBy(href => href!.Length);

    private static IEnumerable<NavigationItemBuilder> All(IEnumerable<NavigationItemBuilder> items)
        => items.SelectMany(item => All(item.Children.Items).Prepend(item));
}
