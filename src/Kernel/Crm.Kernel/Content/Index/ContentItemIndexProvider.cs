using Crm.Kernel.Content.Trash;
using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Index;

/// <summary>The rows of <see cref="ContentItemIndex"/>.</summary>
internal sealed class ContentItemIndexProvider(SortKeys sortKeys) : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context) => context.For<ContentItemIndex>().Map(item => new ContentItemIndex
    {
        ContentItemId = item.ContentItemId,
        ContentItemVersionId = item.ContentItemVersionId,
        Latest = item.Latest,
        Published = item.Published,
        ContentType = item.ContentType,
        ModifiedUtc = item.ModifiedUtc,
        PublishedUtc = item.PublishedUtc,
        CreatedUtc = item.CreatedUtc,
        Owner = item.Owner,
        Author = item.Author,
        DisplayText = Short(item.DisplayText),
        DisplayTextSort = sortKeys.For(item.DisplayText),
        RemovedUtc = item.Latest || item.Published ? null : item.As<TrashPart>()?.RemovedUtc,
    });

    private static string? Short(string? text) => text is { Length: > 255 } ? text[..255] : text;
}
