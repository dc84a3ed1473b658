using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Search;
using Crm.Search.Index;
using Crm.Search.Words;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using LinqToDB.Async;

namespace Crm.Search.Records;

/// <summary>
/// Makes the index's documents of records: id, type, owner and terms, nothing that could be read out of it. Results are shown from the records themselves, so that nobody reads
/// there what he may not see. Scoped.
/// </summary>
internal sealed class RecordDocuments(ISession session, IContentManager content, RecordTypes types, AttachedDocuments attached)
{
    /// <summary>The field of the content type.</summary>
    public const string Type = "type";

    /// <summary>The field of the owner's user id; empty when nobody owns the record.</summary>
    public const string Owner = "owner";

    /// <summary>The field of the content type of the record that this one belongs to; only of those that belong to one.</summary>
    public const string Host = "host";

    private static readonly FieldType s_words = Indexed(omitNorms: false);
    private static readonly FieldType s_marks = Indexed(omitNorms: true);

    /// <summary>The documents of those records that are there and not in the trash, by id; what belongs to records among them.</summary>
    public async Task<IReadOnlyDictionary<string, Document>> ReadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var catalog = await types.ReadAsync();
        var documents = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (var item in await content.GetAsync(ids, VersionOptions.Latest))
        {
            if (catalog.OfItems(item.ContentType) is { } type)
            {
                documents[item.ContentItemId] = Of(item, type);
            }
        }

        await attached.AddAsync(ids, documents, cancellationToken);
        return documents;
    }

    /// <summary>The next records of the tenant, how many rows were looked at, and the last document id of them; 0 at the end. The items are not tracked.</summary>
    public async Task<(IReadOnlyList<(ContentItem Item, RecordType Type)> Records, int Looked, long Last)> NextAsync(long after, int count, CancellationToken cancellationToken)
    {
        var catalog = await types.ReadAsync();
        var rows = await session.QueryIndex<ContentItemIndex>().Where(row => row.DocumentId > after).OrderBy(row => row.DocumentId).Take(count).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        var records = new List<(ContentItem, RecordType)>(rows.Count);
        if (rows.Count > 0)
        {
            // By the document's id alone, which has an index of its own; all but a few rows are newest versions.
            var last = rows[^1];
            await foreach (var item in session.Query<ContentItem, ContentItemIndex>(row => row.DocumentId > after && row.DocumentId <= last).ToAsyncEnumerable(cancellationToken))
            {
                if (item.Latest && catalog.OfItems(item.ContentType) is { } type)
                {
                    records.Add((item, type));
                }
            }
        }

        return (records, rows.Count, rows.Count < count ? 0 : rows[^1]);
    }

    /// <summary>Makes a record's document.</summary>
    public static Document Of(ContentItem item, RecordType type)
    {
        var document = new Document
        {
            new StringField(SearchIndex.Id, item.ContentItemId, Field.Store.YES),
            new StringField(Type, item.ContentType, Field.Store.NO),
            new SortedDocValuesField(Type, new BytesRef(item.ContentType)),
            new StringField(Owner, item.Owner ?? "", Field.Store.NO),
        };
        foreach (var text in type.Source.Read(item).Concat(AddedTexts.Read(item, type.Added)))
        {
            if (!string.IsNullOrWhiteSpace(text.Text) && type.Fields.FirstOrDefault(field => field.Name == text.Field) is { } field)
            {
                document.Add(new Field(field.Lucene, new TermStream(WordTerms.Of(field.Kind, text.Text)), field.Kind is SearchKind.Name or SearchKind.Prose or SearchKind.Place ? s_words : s_marks));
            }
        }

        return document;
    }

    private static FieldType Indexed(bool omitNorms)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = omitNorms, IndexOptions = IndexOptions.DOCS_AND_FREQS };
        type.Freeze();
        return type;
    }
}
