using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Content.Fields;

/// <summary>The items that a picker offers.</summary>
internal sealed class PickerChoices(ISession session, IContentDefinitionManager definitions, IContentManager contents)
{
    private const int Offered = 200;

    /// <summary>The first items by name, those chosen always among them.</summary>
    public async Task<IReadOnlyList<SelectListItem>> ForAsync(ContentPickerFieldSettings settings, string[] chosen)
    {
        var types = await TypesAsync(settings);
        var rows = await session.QueryIndex<ContentItemIndex>()
            .Where(index => index.Latest && types.Contains(index.ContentType))
            .OrderBy(index => index.DisplayTextSort)
            .Select(index => new { index.ContentItemId, index.DisplayText })
            .Take(Offered)
            .ToListAsync();
        var known = rows.Select(row => row.ContentItemId).ToHashSet();
        var others = await contents.GetAsync(chosen.Where(id => !known.Contains(id)), VersionOptions.Latest);
        return [
            .. others.Select(item => new SelectListItem(item.DisplayText ?? item.ContentItemId, item.ContentItemId)),
            .. rows.Select(row => new SelectListItem(row.DisplayText ?? row.ContentItemId, row.ContentItemId))];
    }

    public async Task<IReadOnlyList<(string Name, string Href)>> NamesAsync(ContentPickerField field)
        => [.. (await contents.GetAsync(field.ContentItemIds, VersionOptions.Latest))
            .Select(item => (item.DisplayText ?? item.ContentItemId, $"/admin/content/item/{item.ContentItemId}"))];

    private async Task<string[]> TypesAsync(ContentPickerFieldSettings settings) => [.. (await definitions.ListLayoutsAsync())
        .Where(type => settings.DisplayAllContentTypes
            || settings.DisplayedContentTypes.Contains(type.Name)
            || (type.Settings.Stereotype is { Length: > 0 } stereotype && settings.DisplayedStereotypes.Contains(stereotype)))
        .Select(type => type.Name)];
}
