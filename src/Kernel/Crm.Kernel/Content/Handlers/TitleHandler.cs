using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Handlers;

/// <summary>The title is the item's display text.</summary>
internal sealed class TitleHandler(IContentDefinitionManager definitions, IStringLocalizer<ContentFieldHandler> localizer) : ContentHandlerBase
{
    public override Task CreatingAsync(ContentItem item) => ShowTitle(item);

    public override Task UpdatingAsync(ContentItem item) => ShowTitle(item);

    public override Task ImportingAsync(ContentItem item) => ShowTitle(item);

    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if ((await definitions.GetLayoutAsync(item.ContentType))?.Part(nameof(TitlePart)) is { } part
            && part.GetSettings<TitlePartSettings>().Options == TitlePartOptions.EditableRequired
            && string.IsNullOrWhiteSpace(item.As<TitlePart>()?.Title))
        {
            result.Fail("TitlePart.Title", localizer["The title may not be blank."]);
        }
    }

    private static Task ShowTitle(ContentItem item)
    {
        if (item.As<TitlePart>()?.Title is { Length: > 0 } title)
        {
            item.DisplayText = title;
        }

        return Task.CompletedTask;
    }
}
