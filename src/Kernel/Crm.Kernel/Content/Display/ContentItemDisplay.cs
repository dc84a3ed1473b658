using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Content.Life;
using Crm.Kernel.Display;
using Crm.Kernel.Display.Themes;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Content.Display;

/// <summary>Builds the shapes of an item from the drivers of its parts and fields.</summary>
public sealed class ContentItemDisplay
{
    private readonly IContentDefinitionManager _definitions;
    private readonly ContentOptions _options;
    private readonly IContentLabels? _labels;
    private readonly CompiledViews _views;
    private readonly CurrentTheme _theme;
    private readonly IServiceProvider _services;
    private readonly ILookup<Type, IContentPartDisplayDriver> _partDrivers;
    private readonly ILookup<Type, IContentFieldDisplayDriver> _fieldDrivers;

    /// <summary>Made by the container.</summary>
    public ContentItemDisplay(
        IContentDefinitionManager definitions, IOptions<ContentOptions> options, IEnumerable<IContentLabels> labels, CompiledViews views, CurrentTheme theme,
        IEnumerable<IContentPartDisplayDriver> partDrivers, IEnumerable<IContentFieldDisplayDriver> fieldDrivers, IServiceProvider services)
    {
        (_definitions, _options, _labels, _views, _theme, _services) = (definitions, options.Value, labels.LastOrDefault(), views, theme, services);
        (_partDrivers, _fieldDrivers) = (partDrivers.ToLookup(driver => driver.PartType), fieldDrivers.ToLookup(driver => driver.FieldType));
    }

    /// <summary>The shapes that show the item.</summary>
    /// <param name="canSee">Asked for each part and field path; what it denies is left out.</param>
    /// <param name="templates">On the public site: the Liquid templates that stand in for views.</param>
    public async Task<IReadOnlyList<PlacedShape>> BuildDisplayAsync(ContentItem item, string displayType = "Detail", Func<string, bool>? canSee = null, ItemTemplates? templates = null)
    {
        var placed = new Placement(displayType, _views, _theme.Chain, templates, item);
        foreach (var part in await PartsAsync(item, canSee))
        {
            var element = (ContentPart)item.GetOrCreate(_options.PartType(part.PartName), part.Name);
            foreach (var driver in _partDrivers[element.GetType()])
            {
                await placed.AddAsync(await driver.BuildDisplayAsync(element, new(part, displayType, Label(part)) { InnerAsync = InnerAsync }), ShapeAlternates.OfPart(part, displayType), part.Name);
            }

            foreach (var (field, view) in Fields(part, element, canSee))
            {
                foreach (var driver in _fieldDrivers[view.GetType()])
                {
                    await placed.AddAsync(await driver.BuildDisplayAsync(view, new(element, field, displayType, Label(field))), ShapeAlternates.OfField(field, displayType), field.Path);
                }
            }
        }

        return placed.InOrder();

        async Task<IReadOnlyList<PlacedShape>> InnerAsync(ContentItem inner, string innerDisplay)
            => await BuildDisplayAsync(inner, innerDisplay, await SightAsync(inner.ContentType), templates);
    }

    /// <summary>The shapes that edit the item; with <paramref name="update"/> what was posted is taken over first.</summary>
    /// <param name="prefix">Put before the names of all inputs.</param>
    public async Task<IReadOnlyList<PlacedShape>> BuildEditorAsync(
        ContentItem item, IUpdateModel updater, bool isNew, bool update, Func<string, bool>? canSee = null, string prefix = "")
    {
        var placed = new Placement("Edit", _views, _theme.Chain);
        foreach (var part in await PartsAsync(item, canSee))
        {
            var element = (ContentPart)item.GetOrCreate(_options.PartType(part.PartName), part.Name);
            foreach (var driver in _partDrivers[element.GetType()])
            {
                var name = prefix + part.Name;
                var result = update
                    ? await driver.UpdateEditorAsync(element, name, new(part, isNew, updater, Label(part)) { InnerAsync = InnerAsync })
                    : await driver.BuildEditorAsync(element, name, new(part, isNew, updater, Label(part)) { InnerAsync = InnerAsync });
                await placed.AddAsync(result, ShapeAlternates.OfPartEditor(part), name);
            }

            await EditFieldsAsync(part, element, updater, isNew, update, canSee, prefix, placed);
        }

        return placed.InOrder();

        async Task<IReadOnlyList<PlacedShape>> InnerAsync(ContentItem inner, string innerPrefix, bool innerIsNew, bool posted)
            => await BuildEditorAsync(inner, updater, innerIsNew, posted, await SightAsync(inner.ContentType), innerPrefix);
    }

    // Items inside are seen with the eyes of who asks, whatever their container's page says of the container.
    private async Task<Func<string, bool>?> SightAsync(string contentType)
    {
        if (_services.GetRequiredService<IHttpContextAccessor>().HttpContext?.User is not { } user)
        {
            return null;
        }

        var sight = await _services.GetRequiredService<Visible>().ForAsync(user);
        return path => sight.CanSee(contentType, path);
    }

    private async Task EditFieldsAsync(
        ContentPartLayout part, ContentPart element, IUpdateModel updater, bool isNew, bool update, Func<string, bool>? canSee, string prefix, Placement placed)
    {
        foreach (var (field, view) in Fields(part, element, canSee))
        {
            var name = prefix + field.Path;
            foreach (var driver in _fieldDrivers[view.GetType()])
            {
                var result = update
                    ? await driver.UpdateEditorAsync(view, name, new(element, field, isNew, updater, Label(field)))
                    : await driver.BuildEditorAsync(view, name, new(element, field, isNew, updater, Label(field)));
                await placed.AddAsync(result, ShapeAlternates.OfFieldEditor(field), name);
            }

            if (update)
            {
                element.Apply(field.Name, view);
            }
        }
    }

    private async Task<IEnumerable<ContentPartLayout>> PartsAsync(ContentItem item, Func<string, bool>? canSee)
        => (await _definitions.GetLayoutAsync(item.ContentType) ?? throw new UnknownContentTypeException(item.ContentType))
            .Parts.Where(part => canSee?.Invoke(part.Name) != false);

    private IEnumerable<(ContentFieldLayout Field, ContentField View)> Fields(ContentPartLayout part, ContentPart element, Func<string, bool>? canSee)
    {
        foreach (var field in part.Fields)
        {
            if (_options.FieldType(field.FieldName) is { } type && _fieldDrivers.Contains(type) && canSee?.Invoke(field.Path) != false)
            {
                var view = (ContentField)(element.Get(type, field.Name) ?? Activator.CreateInstance(type)!);
                view.ContentItem = element.ContentItem;
                yield return (field, view);
            }
        }
    }

    private string Label(ContentPartLayout part) => _labels?.Part(part) ?? part.DisplayName;

    private string Label(ContentFieldLayout field) => _labels?.Field(field) ?? field.DisplayName;
}
