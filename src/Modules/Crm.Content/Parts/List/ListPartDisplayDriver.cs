using System.Globalization;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Crm.Content.Parts;

/// <summary>A page of a list's items.</summary>
/// <param name="Id">The list.</param>
/// <param name="Addable">Types of which the reader may add an item.</param>
/// <param name="MayOrder">The reader may order the items.</param>
public sealed record ListShown(
    string Id, string Label, IReadOnlyList<ListedItem> Items, IReadOnlyList<(string Name, string Words)> Addable, bool MayOrder, bool IsAdmin, int Page, bool HasMore);

/// <summary>An item of a list.</summary>
/// <param name="Href">Its address below the tenant; null for none.</param>
public sealed record ListedItem(string Id, string Title, string? Href, bool IsDraft);

internal sealed class ListPartDisplayDriver(
    ContainedRows rows, IContentManager contents, IContentDefinitionManager definitions, IContentLabels labels, ItemLookup lookup, Rights rights, Visible visible, IHttpContextAccessor accessor)
    : ContentPartDisplayDriver<ListPart>
{
    public override async Task<IDisplayResult?> DisplayAsync(ListPart part, BuildPartDisplayContext context)
    {
        var (list, http) = (part.ContentItem, accessor.HttpContext);
        if (http is null || context.DisplayType != "Detail")
        {
            return null;
        }

        var settings = context.Layout.GetSettings<ListPartSettings>();
        var isAdmin = http.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase);
        var page = int.TryParse(http.Request.Query["list-page"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 100_000) : 1;
        var size = Math.Clamp(settings.PageSize, 1, 100);
        var ids = await rows.PageAsync(list.ContentItemId, settings.EnableOrdering, !isAdmin, page, size);
        var mayEdit = isAdmin && await rights.HoldsAsync(http.User, CommonPermissions.EditContent, list);
        return View("ListPart", new ListShown(list.ContentItemId, context.Label, await ItemsAsync([.. ids.Take(size)], isAdmin, http),
            mayEdit ? await AddableAsync(settings, http) : [], mayEdit && settings.EnableOrdering, isAdmin, page, ids.Count > size)).Location("Content:20");
    }

    private async Task<List<ListedItem>> ItemsAsync(List<string> ids, bool isAdmin, HttpContext http)
    {
        var (shown, sight) = (new List<ListedItem>(), await visible.ForAsync(http.User));
        foreach (var item in await contents.GetAsync(ids, isAdmin ? VersionOptions.Latest : VersionOptions.Published))
        {
            if (await rights.HoldsAsync(http.User, CommonPermissions.ViewContent, item))
            {
                var title = sight.NameOf(item) is { Length: > 0 } name ? name : await definitions.GetLayoutAsync(item.ContentType) is { } type ? labels.Type(type) : item.ContentType;
                shown.Add(new ListedItem(item.ContentItemId, title, isAdmin ? "admin/content/item/" + item.ContentItemId : await lookup.PathOfAsync(item.ContentItemId), !item.Published));
            }
        }

        return shown;
    }

    private async Task<List<(string, string)>> AddableAsync(ListPartSettings settings, HttpContext http)
    {
        var addable = new List<(string, string)>();
        foreach (var type in (await definitions.ListLayoutsAsync()).Where(type => settings.ContainedContentTypes.Contains(type.Name)))
        {
            if (await rights.HoldsAsync(http.User, CommonPermissions.EditContent, type.Name))
            {
                addable.Add((type.Name, labels.Type(type)));
            }
        }

        return addable;
    }
}
