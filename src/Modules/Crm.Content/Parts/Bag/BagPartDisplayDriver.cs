using System.Text.Json.Nodes;
using Crm.Content.Items;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Crm.Content.Parts;

/// <summary>The items of a bag as they are shown.</summary>
/// <param name="Label">The bag's name.</param>
public sealed record BagShown(string Label, IReadOnlyList<BagItemShown> Items);

/// <summary>One item of a bag as it is shown.</summary>
public sealed record BagItemShown(string? Title, IReadOnlyList<PlacedShape> Shapes);

/// <summary>The editor of a bag.</summary>
/// <param name="Prefix">Prefix of its inputs.</param>
/// <param name="OwnerType">The type that has the bag.</param>
/// <param name="PartName">The bag's name in it.</param>
/// <param name="Addable">Types that may be added: name and words.</param>
public sealed record BagEdit(string Prefix, string Label, string OwnerType, string PartName, IReadOnlyList<BagItemEdit> Items, IReadOnlyList<(string Name, string Words)> Addable);

/// <summary>One item of a bag in the editor.</summary>
/// <param name="Prefix">Prefix of the bag's inputs.</param>
/// <param name="Key">The item's id; its inputs lie below prefix and key.</param>
/// <param name="Sees">Whether the writer sees the field at a path of the item.</param>
public sealed record BagItemEdit(string Prefix, string Key, string Type, string TypeWords, string? Title, bool Folded, IReadOnlyList<PlacedShape> Shapes, Func<string, bool> Sees)
{
    /// <summary>Before the names of the item's inputs.</summary>
    public string InputPrefix => $"{Prefix}.{Key}.";
}

internal sealed class BagPartDisplayDriver(
    IContentManager contents, IContentDefinitionManager definitions, IContentLabels labels, Visible visible, IHttpContextAccessor accessor) : ContentPartDisplayDriver<BagPart>
{
    public override async Task<IDisplayResult?> DisplayAsync(BagPart part, BuildPartDisplayContext context)
    {
        if (part.ContentItems.Count == 0)
        {
            return null;
        }

        var (shown, display) = (new List<BagItemShown>(), context.Layout.GetSettings<BagPartSettings>().DisplayType is { Length: > 0 } type ? type : "Detail");
        var sight = await SightAsync();
        foreach (var item in part.ContentItems)
        {
            if (await definitions.GetLayoutAsync(item.ContentType) is not null)
            {
                shown.Add(new BagItemShown(sight.NameOf(item), await context.InnerAsync(item, display)));
            }
        }

        return View("BagPart", new BagShown(context.Label, shown)).Location("Content").Location("Summary", "-");
    }

    public override async Task<IDisplayResult?> EditAsync(BagPart part, BuildPartEditorContext context)
    {
        var (items, prefix) = (new List<BagItemEdit>(), Prefix);
        foreach (var item in part.ContentItems)
        {
            if (await EditItemAsync(item, prefix, context, posted: false) is { } edit)
            {
                items.Add(edit);
            }
        }

        return await EditorAsync(prefix, context, items);
    }

    public override async Task<IDisplayResult?> UpdateAsync(BagPart part, UpdatePartEditorContext context)
    {
        var (prefix, form) = (Prefix, accessor.HttpContext!.Request.Form);
        if (!form.ContainsKey(prefix + ".Bag"))
        {
            return await EditAsync(part, context);
        }

        var stored = part.ContentItems.DistinctBy(item => item.ContentItemId).ToDictionary(item => item.ContentItemId);
        var allowed = (await AllowedAsync(context.Layout)).Select(type => type.Name).ToHashSet();
        var removed = form[prefix + ".Removed"].ToHashSet();
        var (items, edits) = (new List<ContentItem>(), new List<BagItemEdit>());
        foreach (var (key, type) in form[prefix + ".Keys"].Zip(form[prefix + ".Types"]).DistinctBy(pair => pair.First))
        {
            var item = removed.Contains(key) ? null : stored.GetValueOrDefault(key!) ?? await NewAsync(key!, type!, allowed);
            if (item is not null)
            {
                items.Add(item);
                if (await EditItemAsync(item, prefix, context, posted: true) is { } edit)
                {
                    edits.Add(edit);
                }
            }
        }

        // Items whose type is gone have no editor; they stay as they are stored.
        foreach (var item in stored.Values.Except(items))
        {
            if (await definitions.GetLayoutAsync(item.ContentType) is null)
            {
                items.Add(item);
            }
        }

        part.ContentItems = items;
        return await EditorAsync(prefix, context, edits);
    }

    /// <summary>An empty item for the editor; null when the bag does not take the type.</summary>
    public async Task<BagItemEdit?> EmptyAsync(ContentPartLayout bag, string type, string prefix, InnerEditor edit)
        => (await AllowedAsync(bag)).Any(one => one.Name == type) ? await EditItemAsync(await contents.NewAsync(type), prefix, edit, isNew: true, folded: false, posted: false) : null;

    private Task<BagItemEdit?> EditItemAsync(ContentItem item, string prefix, BuildPartEditorContext context, bool posted)
        => EditItemAsync(item, prefix, context.InnerAsync, context.IsNew, context.Layout.GetSettings<BagPartSettings>().CollapseContainedItems, posted);

    private async Task<BagItemEdit?> EditItemAsync(ContentItem item, string prefix, InnerEditor edit, bool isNew, bool folded, bool posted)
    {
        if (await definitions.GetLayoutAsync(item.ContentType) is not { } type)
        {
            return null;
        }

        var sight = await SightAsync();
        var before = posted ? (JsonObject)item.Data.DeepClone() : [];
        var shapes = await edit(item, $"{prefix}.{item.ContentItemId}.", isNew, posted);
        if (posted)
        {
            item.ReplaceData(HiddenMembers.Keep(sight, item.ContentType, item.Data, before));
        }

        return new BagItemEdit(prefix, item.ContentItemId, item.ContentType, labels.Type(type), sight.NameOf(item), folded, shapes, path => sight.CanSee(type.Name, path));
    }

    private async Task<ContentItem?> NewAsync(string key, string type, HashSet<string> allowed)
    {
        if (!allowed.Contains(type) || key.Length != 26 || !key.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        var item = await contents.NewAsync(type);
        item.ContentItemId = key;
        return item;
    }

    private async Task<ShapeResult> EditorAsync(string prefix, BuildPartEditorContext context, IReadOnlyList<BagItemEdit> items)
        => View("BagPart_Edit", new BagEdit(prefix, context.Label, context.Layout.Type.Name, context.Layout.Name, items,
            [.. (await AllowedAsync(context.Layout)).Select(type => (type.Name, labels.Type(type)))])).Location("Content");

    private async Task<IEnumerable<ContentTypeLayout>> AllowedAsync(ContentPartLayout bag)
    {
        var settings = bag.GetSettings<BagPartSettings>();
        return (await definitions.ListLayoutsAsync()).Where(type => settings.ContainedContentTypes.Contains(type.Name)
            || (type.Settings.Stereotype is { Length: > 0 } stereotype && settings.ContainedStereotypes.Contains(stereotype)));
    }

    private Task<Sight> SightAsync() => visible.ForAsync(accessor.HttpContext?.User ?? new());
}
