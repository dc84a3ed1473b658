using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Search;

namespace Crm.Search.Records;

/// <summary>Types that were made without code and have a list: found by their title and body; their text fields come along as those of every type do.</summary>
internal sealed class ListedTypes(IContentDefinitionManager definitions, IContentLabels labels) : ISearchSource
{
    private const string Title = "title";
    private const string Body = "body";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SearchType>> ListTypesAsync() =>
    [
        .. (await definitions.ListLayoutsAsync()).Where(type => type.Settings.Listable).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => new SearchType(
            type.Name, labels.Type(type), "file-text", "8", $"/admin/content/{type.Name}?q=",
            [
                new SearchField(Title, SearchKind.Name, nameof(ContentItem.DisplayText)),
                .. type.Part(nameof(HtmlBodyPart)) is null ? Array.Empty<SearchField>() : [new SearchField(Body, SearchKind.Prose, $"{nameof(HtmlBodyPart)}.{nameof(HtmlBodyPart.Html)}")],
            ])),
    ];

    /// <inheritdoc/>
    public IEnumerable<SearchText> Read(ContentItem item)
    {
        yield return new SearchText(Title, item.DisplayText);
        yield return new SearchText(Body, PlainText.Of(item.As<HtmlBodyPart>()?.Html));
    }

    /// <inheritdoc/>
    public SearchCard Show(ContentItem shown) => new($"/admin/content/item/{shown.ContentItemId}", "");
}
