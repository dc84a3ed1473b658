using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Index;

/// <summary>The rows of <see cref="AutoroutePartIndex"/>: versions that are current and have an address, and the items inside them that have one.</summary>
internal sealed class AutoroutePartIndexProvider : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context) => context.For<AutoroutePartIndex>()
        .When(item => (item.Latest || item.Published) && item.Has<AutoroutePart>())
        .Map(Rows);

    private static IEnumerable<AutoroutePartIndex> Rows(ContentItem item)
    {
        if (item.As<AutoroutePart>() is not { Disabled: false, Path.Length: > 0 } part)
        {
            yield break;
        }

        yield return Row(item, part.Path, null, null);
        foreach (var (inner, json) in part.RouteContainedItems ? ItemsInside.WithAddress(item) : [])
        {
            var route = inner.As<AutoroutePart>()!;
            yield return Row(item, route.Absolute ? route.Path! : part.Path + "/" + route.Path, inner.ContentItemId, json);
        }
    }

    private static AutoroutePartIndex Row(ContentItem item, string path, string? inner, string? json) => new()
    {
        ContentItemId = item.ContentItemId, Path = ItemPath.Key(path), Published = item.Published, Latest = item.Latest, ContainedContentItemId = inner, JsonPath = json,
    };
}

/// <summary>The rows of <see cref="AliasPartIndex"/>.</summary>
internal sealed class AliasPartIndexProvider : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context) => context.For<AliasPartIndex>()
        .When(item => (item.Latest || item.Published) && item.Has<AliasPart>())
        .Map(item => item.As<AliasPart>() is { Alias.Length: > 0 } part
            ? new AliasPartIndex { ContentItemId = item.ContentItemId, Alias = part.Alias.ToLowerInvariant(), Published = item.Published, Latest = item.Latest }
            : null);
}

/// <summary>The rows of <see cref="ContainedPartIndex"/>.</summary>
internal sealed class ContainedPartIndexProvider : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context) => context.For<ContainedPartIndex>()
        .When(item => (item.Latest || item.Published) && item.Has<ContainedPart>())
        .Map(item => item.As<ContainedPart>() is { ListContentItemId.Length: > 0 } part
            ? new ContainedPartIndex
            {
                ListContentItemId = part.ListContentItemId,
                ListContentType = part.ListContentType,
                Order = part.Order,
                ContentItemId = item.ContentItemId,
                Published = item.Published,
                Latest = item.Latest,
                DisplayText = item.DisplayText,
            }
            : null);
}
