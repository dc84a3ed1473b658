using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Liquid;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Content.Handlers;

/// <summary>The title is the item's display text, and made by the type's pattern where there is one; items inside items likewise.</summary>
internal sealed class TitleHandler(
    IContentDefinitionManager definitions, ContentShape shape, Patterns patterns, IOptions<ContentOptions> options, IStringLocalizer<ContentFieldHandler> localizer) : ContentHandlerBase
{
    public override Task CreatingAsync(ContentItem item) => FillAsync(item);

    public override Task UpdatingAsync(ContentItem item) => FillAsync(item);

    public override Task PublishingAsync(ContentItem item, ContentItem? previous) => FillAsync(item);

    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if (await definitions.GetLayoutAsync(item.ContentType) is not { } type)
        {
            return;
        }

        try
        {
            await FillAsync(item);
        }
        catch (LiquidException failed)
        {
            result.Fail("TitlePart.Title", failed.Message);
        }

        shape.RequireTitle(item, type, result);
    }

    private async Task FillAsync(ContentItem item)
    {
        if (await definitions.GetLayoutAsync(item.ContentType) is not { } type)
        {
            return;
        }

        foreach (var part in type.Parts.Where(part => part.PartName is nameof(BagPart) or nameof(TaxonomyPart)))
        {
            foreach (var (inner, _) in ContainedItems.Of(item.Get(options.Value.PartType(part.PartName), part.Name), ""))
            {
                await FillInnerAsync(inner, isTerm: part.PartName == nameof(TaxonomyPart));
            }
        }

        if (type.Part(nameof(TitlePart))?.GetSettings<TitlePartSettings>() is { Pattern.Length: > 0 } settings)
        {
            await MakeAsync(item, settings);
        }

        if (item.As<TitlePart>()?.Title is { Length: > 0 } title)
        {
            item.DisplayText = title;
        }
    }

    private async Task FillInnerAsync(ContentItem item, bool isTerm)
    {
        await FillAsync(item);
        if (isTerm && ContainedItems.Children(item) is { Count: > 0 } children)
        {
            foreach (var child in children)
            {
                await FillInnerAsync(child, isTerm: true);
            }

            ContainedItems.SetChildren(item, children);
        }
    }

    private async Task MakeAsync(ContentItem item, TitlePartSettings settings)
    {
        var part = item.GetOrCreate<TitlePart>();
        if (settings.Options is TitlePartOptions.GeneratedDisabled or TitlePartOptions.GeneratedHidden || string.IsNullOrWhiteSpace(part.Title))
        {
            part.Title = await patterns.RenderAsync(settings.Pattern!, item, localizer["the title"]);
        }
    }
}
