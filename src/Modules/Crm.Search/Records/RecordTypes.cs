using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Data;
using Crm.Kernel.Search;

namespace Crm.Search.Records;

/// <summary>A type in the index: what its module says of it, and the text fields that the tenant has added to it.</summary>
internal sealed record RecordType(SearchType About, ISearchSource Source, IReadOnlyList<IndexedField> Fields, IReadOnlyList<AddedText> Added);

/// <summary>A field of a type in the index.</summary>
/// <param name="Lucene">Its name there, the same for all types that have a field of that name and kind.</param>
internal sealed record IndexedField(string Name, SearchKind Kind, IReadOnlyList<string> Sources, string Lucene)
{
    public static IndexedField Of(SearchField field) => new(field.Name, field.Kind, field.Sources, $"{char.ToLowerInvariant(field.Kind.ToString()[0])}{(int)field.Kind}.{field.Name}");
}

/// <summary>A text field that was added to a type without code.</summary>
internal sealed record AddedText(string Path, string FieldName);

/// <summary>All that is searched, by content type, and what the index is made of: with another key it is made anew.</summary>
internal sealed record RecordCatalog(IReadOnlyDictionary<string, RecordType> Types, string Key)
{
    /// <summary>What is no item and belongs to one.</summary>
    public IReadOnlyList<RecordType> Attached { get; } = [.. Types.Values.Where(type => type.Source is IAttachedSource)];

    /// <summary>The type of that name whose records are items; null when there is none.</summary>
    public RecordType? OfItems(string type) => Types.GetValueOrDefault(type) is { Source: not IAttachedSource } found ? found : null;

    /// <summary>Whether entries of that type in the change log are about something that is searched.</summary>
    public bool Follows(string type) => OfItems(type) is not null || Attached.Any(attached => ((IAttachedSource)attached.Source).RecordType == type);
}

/// <summary>Reads what the sources and the definitions say of the types; scoped.</summary>
internal sealed class RecordTypes(IEnumerable<ISearchSource> sources, IContentDefinitionManager definitions, IDocumentManager<RecordIndexSettings> settings)
{
    // Rises when the index is written in another way.
    private const int Version = 1;

    private RecordCatalog? _catalog;

    /// <summary>What is searched now; the same for as long as the scope lasts.</summary>
    public async Task<RecordCatalog> ReadAsync() => _catalog ??= await LoadAsync();

    private async Task<RecordCatalog> LoadAsync()
    {
        var types = new Dictionary<string, RecordType>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var about in await source.ListTypesAsync())
            {
                // The first that speaks for a type is heard: general sources come last.
                if (!types.ContainsKey(about.ContentType))
                {
                    types[about.ContentType] = await TypeAsync(about, source);
                }
            }
        }

        return new RecordCatalog(types, await KeyAsync(types.Values));
    }

    private async Task<RecordType> TypeAsync(SearchType about, ISearchSource source)
    {
        var added = (await definitions.GetLayoutAsync(about.ContentType))?.Fields.Where(field => AddedTexts.Takes(field.FieldName)).Select(field => new AddedText(field.Path, field.FieldName)).ToList() ?? [];
        return new RecordType(about, source, [.. about.Fields.Select(IndexedField.Of), .. added.Select(field => IndexedField.Of(new SearchField(field.Path, SearchKind.Prose, field.Path)))], added);
    }

    private async Task<string> KeyAsync(IEnumerable<RecordType> types)
    {
        var lines = types.OrderBy(type => type.About.ContentType, StringComparer.Ordinal)
            .Select(type => $"{type.About.ContentType}: {string.Join(' ', type.Fields.Select(field => $"{field.Lucene}"))}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return $"{Version}.{(await settings.GetOrCreateImmutableAsync()).Generation}.{Convert.ToHexStringLower(hash)[..16]}";
    }
}

/// <summary>What admins decide of the index of records; one document.</summary>
public sealed class RecordIndexSettings
{
    /// <summary>Rises when somebody asks for a new index: every node makes its own.</summary>
    public int Generation { get; set; }
}

/// <summary>The texts of fields that were added to types without code.</summary>
internal static class AddedTexts
{
    /// <summary>Whether fields of that class hold words.</summary>
    public static bool Takes(string fieldName) => fieldName is nameof(TextField) or nameof(HtmlField) or nameof(MultiTextField) or nameof(LinkField);

    /// <summary>The texts of an item's added fields.</summary>
    public static IEnumerable<SearchText> Read(ContentItem item, IReadOnlyList<AddedText> fields)
    {
        foreach (var field in fields)
        {
            var at = field.Path.IndexOf('.', StringComparison.Ordinal);
            if (item.Get<ContentPart>(field.Path[..at]) is not { } part)
            {
                continue;
            }

            foreach (var text in Texts(part, field.Path[(at + 1)..], field.FieldName))
            {
                yield return new SearchText(field.Path, text);
            }
        }
    }

    private static IEnumerable<string?> Texts(ContentPart part, string name, string fieldName) => fieldName switch
    {
        nameof(TextField) => [part.Get<TextField>(name)?.Text],
        nameof(HtmlField) => [PlainText.Of(part.Get<HtmlField>(name)?.Html)],
        nameof(LinkField) => [part.Get<LinkField>(name)?.Text, part.Get<LinkField>(name)?.Url],
        _ => (IEnumerable<string?>?)part.Get<MultiTextField>(name)?.Values ?? [],
    };
}
