using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid;
using Crm.Kernel.Queries;
using Crm.Search.Profiles;
using Lucene.Net.Search;
using Microsoft.Extensions.Localization;

namespace Crm.Search.Queries;

/// <summary>Answers named queries of the source Lucene: Liquid first, then JSON in the language of Elasticsearch as far as Orchard Core knows it, on one of the tenant's indexes of content.</summary>
internal sealed class LuceneQueries(IDocumentManager<IndexProfiles> profiles, ProfileIndexes indexes, LiquidTemplates liquid, IContentManager content, IStringLocalizer<LuceneQueries> s) : IQuerySource
{
    private const string IndexMember = "Index";
    private static readonly JsonDocumentOptions s_lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <inheritdoc/>
    public string Name => "Lucene";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<object>> ExecuteAsync(StoredQuery query, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var name = IndexOf(query);
        var profile = (await profiles.GetOrCreateImmutableAsync()).Find(name) ?? throw new QueryException(s["There is no index named “{0}”.", name]);
        var index = indexes.Get(profile);
        if (!index.Exists)
        {
            throw new QueryException(s["The index “{0}” is not made yet.", profile.Name]);
        }

        var asked = new QueryReader(Parse(await RenderAsync(query, parameters)), profile.DefaultSearchFields, s);
        var found = index.Search(searcher => Rows(searcher, asked));
        if (!query.ReturnContentItems)
        {
            return found;
        }

        var items = new List<object>();
        foreach (var version in found.Select(row => row["ContentItemVersionId"]!.ToString()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            items.AddRange(await content.GetVersionAsync(version) is { } item ? [item] : Array.Empty<object>());
        }

        return items;
    }

    /// <inheritdoc/>
    public IEnumerable<(string Member, string Sentence)> FaultsOf(StoredQuery query)
    {
        if (query.Template.Length == 0)
        {
            yield return ("Template", s["A Lucene query needs a template."]);
        }
        else if (!query.Template.Contains("{{", StringComparison.Ordinal) && !query.Template.Contains("{%", StringComparison.Ordinal) && query.Template[0] != '[' && FaultOf(query.Template) is { } fault)
        {
            yield return ("Template", fault);
        }

        if (IndexOf(query).Length == 0)
        {
            yield return ("Index", s["A Lucene query names its index."]);
        }
    }

    private string? FaultOf(string text)
    {
        try
        {
            _ = new QueryReader(Parse(text), [ContentDocument.FullText], s);
            return null;
        }
        catch (QueryException fault)
        {
            return fault.Message;
        }
    }

    private static string IndexOf(StoredQuery query)
        => query.Properties[IndexMember]?.ToString() ?? (query.Properties["LuceneQueryMetadata"] as JsonObject)?[IndexMember]?.ToString() ?? "";

    private async Task<string> RenderAsync(StoredQuery query, IReadOnlyDictionary<string, object?> parameters)
    {
        try
        {
            return await liquid.RenderAsync(query.Template, values: parameters.ToDictionary(pair => pair.Key, pair => pair.Value), encoder: JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        }
        catch (LiquidException fault)
        {
            throw new QueryException(fault.Message);
        }
    }

    private JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, null, s_lenient) as JsonObject ?? throw new QueryException(s["The Lucene query is no JSON object: {0}", text.Length > 80 ? text[..80] : text]);
        }
        catch (JsonException fault)
        {
            throw new QueryException(s["The Lucene query is no JSON object: {0}", fault.Message]);
        }
    }

    private static List<JsonObject> Rows(IndexSearcher searcher, QueryReader asked)
    {
        var top = asked.Sort is null ? searcher.Search(asked.Query, asked.From + asked.Size) : searcher.Search(asked.Query, null, asked.From + asked.Size, asked.Sort);
        return [.. top.ScoreDocs.Skip(asked.From).Select(hit =>
        {
            var row = new JsonObject();
            foreach (var field in searcher.Doc(hit.Doc).Fields)
            {
                row[field.Name] = field.NumericType == Lucene.Net.Documents.NumericFieldType.NONE ? field.GetStringValue() : field.GetDoubleValue();
            }

            return row;
        })];
    }
}
