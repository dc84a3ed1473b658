using System.Globalization;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Search;
using Crm.Search.Index;
using Crm.Search.Records;
using Crm.Search.Words;
using Lucene.Net.Documents;
using TextField = Crm.Kernel.Content.Fields.TextField;
using LuceneField = Lucene.Net.Documents.Field;

namespace Crm.Search.Profiles;

/// <summary>
/// The document of a content item under the keys that Orchard Core's queries name: the envelope, the full text, and each field as <c>Part.Field</c> and <c>Type.Part.Field</c> when the
/// part is not the type's own. Texts are in it by their words, whole as <c>….keyword</c>; dates as yyyyMMddHHmmss, numbers as doubles, truth values as "true" and "false".
/// </summary>
internal static class ContentDocument
{
    /// <summary>The full text: display text, body and text fields.</summary>
    public const string FullText = "Content.ContentItem.FullText";

    private const string Envelope = "Content.ContentItem.";
    private const int LongestKeyword = 256;

    private static readonly FieldType s_words = new() { IsIndexed = true, IsTokenized = true, IndexOptions = Lucene.Net.Index.IndexOptions.DOCS_AND_FREQS_AND_POSITIONS };

    /// <summary>Makes it.</summary>
    public static Document Of(ContentItem item, ContentTypeLayout type)
    {
        var document = new Document
        {
            new StringField(SearchIndex.Id, item.ContentItemVersionId, LuceneField.Store.NO),
            new StringField("ContentItemId", item.ContentItemId, LuceneField.Store.YES),
            new StringField("ContentItemVersionId", item.ContentItemVersionId, LuceneField.Store.YES),
        };
        Whole(document, Envelope + "ContentType", item.ContentType);
        Whole(document, Envelope + "Owner", item.Owner);
        Whole(document, Envelope + "Author", item.Author);
        Whole(document, Envelope + "CreatedUtc", Moment(item.CreatedUtc));
        Whole(document, Envelope + "ModifiedUtc", Moment(item.ModifiedUtc));
        Whole(document, Envelope + "PublishedUtc", Moment(item.PublishedUtc));
        Whole(document, Envelope + "Latest", Truth(item.Latest));
        Whole(document, Envelope + "Published", Truth(item.Published));
        Words(document, Envelope + "DisplayText.Analyzed", item.DisplayText);
        Whole(document, Envelope + "DisplayText.Normalized", item.DisplayText?.ToLowerInvariant());
        Whole(document, Envelope + "DisplayText.keyword", item.DisplayText);
        Words(document, FullText, item.DisplayText);
        var body = PlainText.Of(item.As<HtmlBodyPart>()?.Html);
        Words(document, "Content.BodyAspect.Body", body);
        Words(document, FullText, body);
        if (item.As<ContainedPart>() is { ListContentItemId.Length: > 0 } contained)
        {
            Whole(document, Envelope + "ContainedPart.Ids", contained.ListContentItemId);
        }

        foreach (var field in type.Fields)
        {
            if (item.Get<ContentPart>(field.Part.Name) is { } part)
            {
                foreach (var key in field.Part.Name == type.Name ? [field.Path] : new[] { field.Path, $"{type.Name}.{field.Path}" })
                {
                    Add(document, key, part, field);
                }
            }
        }

        return document;
    }

    private static void Add(Document document, string key, ContentPart part, ContentFieldLayout field)
    {
        switch (field.FieldName)
        {
            case nameof(TextField): Text(document, key, part.Get<TextField>(field.Name)?.Text); break;
            case nameof(HtmlField): Text(document, key, PlainText.Of(part.Get<HtmlField>(field.Name)?.Html)); break;
            case nameof(MultiTextField): Texts(document, key, part.Get<MultiTextField>(field.Name)?.Values); break;
            case nameof(LinkField): Text(document, key + ".Text", part.Get<LinkField>(field.Name)?.Text); Whole(document, key + ".Url", part.Get<LinkField>(field.Name)?.Url); break;
            case nameof(BooleanField): Whole(document, key, Truth(part.Get<BooleanField>(field.Name)?.Value == true)); break;
            case nameof(NumericField): Number(document, key, part.Get<NumericField>(field.Name)?.Value); break;
            case nameof(DateField): Whole(document, key, Moment(part.Get<DateField>(field.Name)?.Value)); break;
            case nameof(DateTimeField): Whole(document, key, Moment(part.Get<DateTimeField>(field.Name)?.Value)); break;
            case nameof(ContentPickerField): Ids(document, key, part.Get<ContentPickerField>(field.Name)?.ContentItemIds); break;
            case nameof(TaxonomyField): Ids(document, key, part.Get<TaxonomyField>(field.Name)?.TermContentItemIds); break;
        }
    }

    private static void Texts(Document document, string key, IEnumerable<string>? texts)
    {
        foreach (var text in texts ?? [])
        {
            Text(document, key, text);
        }
    }

    private static void Ids(Document document, string key, IEnumerable<string>? ids)
    {
        foreach (var id in ids ?? [])
        {
            Whole(document, key + ".Ids", id);
            Whole(document, key, id);
        }
    }

    private static void Text(Document document, string key, string? text)
    {
        Words(document, key, text);
        Words(document, FullText, text);
        Whole(document, key + ".keyword", text is { Length: > LongestKeyword } ? null : text);
    }

    private static void Words(Document document, string key, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            document.Add(new LuceneField(key, new TermStream(WordTerms.Of(SearchKind.Name, text)), s_words));
        }
    }

    private static void Whole(Document document, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            document.Add(new StringField(key, value, LuceneField.Store.YES));
        }
    }

    private static void Number(Document document, string key, decimal? value)
    {
        if (value is { } number)
        {
            document.Add(new DoubleField(key, (double)number, LuceneField.Store.YES));
        }
    }

    private static string Truth(bool value) => value ? "true" : "false";

    /// <summary>A moment as the index holds it.</summary>
    public static string? Moment(DateTime? moment) => moment?.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
