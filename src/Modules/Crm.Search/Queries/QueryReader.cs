using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Queries;
using Crm.Search.Words;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util.Automaton;
using Microsoft.Extensions.Localization;

namespace Crm.Search.Queries;

/// <summary>Reads a query written as JSON in the language of Elasticsearch, as far as Orchard Core's Lucene queries know it. What is not supported is refused by name.</summary>
internal sealed class QueryReader
{
    private const int Most = 10_000;
    private readonly IStringLocalizer _s;

    /// <exception cref="QueryException">Something in it is not supported or cannot be read.</exception>
    public QueryReader(JsonObject json, IReadOnlyList<string> fields, IStringLocalizer s)
    {
        (_s, DefaultFields) = (s, fields);
        Query = json["query"] is JsonObject query ? One(query) : new MatchAllDocsQuery();
        From = Math.Clamp(Number(json["from"]) ?? 0, 0, Most);
        Size = Math.Clamp(Number(json["size"]) ?? 10, 1, Most);
        var sorts = json["sort"] switch { JsonArray array => [.. array.Select(Sorted)], { } single => [Sorted(single)], _ => Array.Empty<SortField>() };
        Sort = sorts.Length == 0 ? null : new Sort(sorts);
    }

    public Query Query { get; }

    public int From { get; }

    public int Size { get; }

    public Sort? Sort { get; }

    private IReadOnlyList<string> DefaultFields { get; }

    private Query One(JsonObject query)
    {
        if (query.Count != 1)
        {
            throw Unreadable("query");
        }

        var (name, body) = query.First();
        try
        {
            return name switch
            {
                "match_all" => new MatchAllDocsQuery(),
                "bool" => Bool(Object(body, name)),
                "match" => OfField(body, name, (field, value) => Match(field, value)),
                "match_phrase" => OfField(body, name, Phrase),
                "term" => OfField(body, name, (field, value) => Boosted(Term(field, Value(value, "value")), value)),
                "terms" => OfField(body, name, (field, value) => Any([.. ((JsonArray)value!).Select(one => Term(field, Text(one)))])),
                "range" => OfField(body, name, Range),
                "prefix" => OfField(body, name, (field, value) => Boosted(new PrefixQuery(new Term(field, Value(value, "value", "prefix"))), value)),
                "wildcard" => OfField(body, name, (field, value) => Boosted(new WildcardQuery(new Term(field, Value(value, "value", "wildcard"))), value)),
                "regexp" => OfField(body, name, (field, value) => Boosted(new RegexpQuery(new Term(field, Value(value, "value"))), value)),
                "fuzzy" => OfField(body, name, Fuzzy),
                "query_string" or "simple_query_string" => Words(Object(body, name)),
                _ => throw new QueryException(_s["“{0}” is not supported in Lucene queries.", name]),
            };
        }
        catch (Exception fault) when (fault is InvalidCastException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            throw Unreadable(name);
        }
    }

    private BooleanQuery Bool(JsonObject body)
    {
        var all = new BooleanQuery();
        foreach (var (name, value) in body)
        {
            switch (name)
            {
                case "must": Add(Occur.MUST, value, query => query); break;
                case "filter": Add(Occur.MUST, value, query => new ConstantScoreQuery(query) { Boost = 0 }); break;
                case "should": Add(Occur.SHOULD, value, query => query); break;
                case "must_not" or "mustnot": Add(Occur.MUST_NOT, value, query => query); break;
                case "boost": all.Boost = Decimal(value); break;
                case "minimum_should_match": all.MinimumNumberShouldMatch = Number(value) ?? 0; break;
                default: throw new QueryException(_s["“{0}” is not supported in Lucene queries.", "bool." + name]);
            }
        }

        // Lucene finds nothing by what must not be alone.
        if (all.Clauses.Count > 0 && all.Clauses.All(clause => clause.Occur == Occur.MUST_NOT))
        {
            all.Add(new MatchAllDocsQuery(), Occur.MUST);
        }

        return all;

        void Add(Occur occur, JsonNode? value, Func<Query, Query> change)
        {
            foreach (var one in value is JsonArray many ? [.. many] : new[] { value })
            {
                all.Add(change(One(Object(one, "bool"))), occur);
            }
        }
    }

    private Query Match(string field, JsonNode? value)
    {
        var options = value as JsonObject;
        var words = WordsOf(Value(value, "query", "value")).ToList();
        if (words.Count == 0)
        {
            return options?["zero_terms_query"]?.ToString() == "all" ? new MatchAllDocsQuery() : new BooleanQuery();
        }

        return Boosted(Joined(words.Select(word => Term(field, word)), options?["operator"]), value);
    }

    private Query Phrase(string field, JsonNode? value)
    {
        var phrase = new PhraseQuery { Slop = Number((value as JsonObject)?["slop"]) ?? 0 };
        foreach (var word in WordsOf(Value(value, "value", "query")))
        {
            phrase.Add(new Term(field, word));
        }

        return phrase;
    }

    private Query Range(string field, JsonNode? value)
    {
        var body = Object(value, "range");
        var (low, high) = (body["gte"] ?? body["gt"], body["lte"] ?? body["lt"]);
        var (withLow, withHigh) = (body["gt"] is null, body["lt"] is null);
        Query range = new[] { low, high }.Any(bound => bound?.GetValueKind() == JsonValueKind.Number)
            ? NumericRangeQuery.NewDoubleRange(field, low is null ? null : Double(low), high is null ? null : Double(high), withLow, withHigh)
            : TermRangeQuery.NewStringRange(field, low is null ? null : Moment(Text(low)), high is null ? null : Moment(Text(high)), withLow, withHigh);
        return Boosted(range, body);
    }

    private Query Fuzzy(string field, JsonNode? value)
    {
        var options = value as JsonObject;
        return Boosted(new FuzzyQuery(new Term(field, Fold.Of(Value(value, "value"))), Math.Clamp(Number(options?["fuzziness"]) ?? LevenshteinAutomata.MAXIMUM_SUPPORTED_DISTANCE, 0, LevenshteinAutomata.MAXIMUM_SUPPORTED_DISTANCE),
            Number(options?["prefix_length"]) ?? 0, Number(options?["max_expansions"]) ?? 50, transpositions: true), value);
    }

    // Words over several fields; the operators of the text itself are not read.
    private Query Words(JsonObject body)
    {
        var fields = body["fields"] is JsonArray named ? [.. named.Select(one => one!.ToString())] : body["default_field"]?.ToString() is { } single ? [single] : DefaultFields;
        return Joined(WordsOf(body["query"]?.ToString() ?? "").Select(word => Any([.. fields.Select(field => WithBoost(field, word))])), body["default_operator"]);
    }

    private static Query WithBoost(string field, string word)
    {
        var at = field.LastIndexOf('^');
        var query = Term(at < 0 ? field : field[..at], word);
        query.Boost = at < 0 ? 1 : float.Parse(field[(at + 1)..], CultureInfo.InvariantCulture);
        return query;
    }

    private SortField Sorted(JsonNode? sort)
    {
        if (sort is not JsonObject { Count: 1 } named)
        {
            return new SortField(sort?.ToString() ?? throw Unreadable("sort"), SortFieldType.STRING);
        }

        var (field, options) = named.First();
        var order = options is JsonObject ordered ? ordered["order"]?.ToString() : options?.ToString();
        return new SortField(field, (options as JsonObject)?["type"]?.ToString().ToLowerInvariant() is "integer" or "long" or "float" or "double" ? SortFieldType.DOUBLE : SortFieldType.STRING, order == "desc");
    }

    private Query OfField(JsonNode? body, string name, Func<string, JsonNode?, Query> make)
    {
        var (field, value) = Object(body, name).FirstOrDefault(member => member.Key != "boost");
        return field is null || value is null ? throw Unreadable(name) : make(field, value);
    }

    private static IEnumerable<string> WordsOf(string text) => Word.In(text).Select(word => word.Text);

    private static BooleanQuery Joined(IEnumerable<Query> queries, JsonNode? joint)
    {
        var all = new BooleanQuery();
        foreach (var query in queries)
        {
            all.Add(query, joint?.ToString().Equals("and", StringComparison.OrdinalIgnoreCase) == true ? Occur.MUST : Occur.SHOULD);
        }

        return all;
    }

    private static BooleanQuery Any(IReadOnlyList<Query> queries) => Joined(queries, null);

    private static TermQuery Term(string field, string value) => new(new Term(field, value));

    private static Query Boosted(Query query, JsonNode? options)
    {
        query.Boost = (options as JsonObject)?["boost"] is { } boost ? Decimal(boost) : query.Boost;
        return query;
    }

    private JsonObject Object(JsonNode? node, string name) => node as JsonObject ?? throw Unreadable(name);

    // A value alone, or a member of an object.
    private static string Value(JsonNode? node, params string[] members)
        => node is JsonObject body ? Text(members.Select(member => body[member]).First(value => value is not null)) : Text(node);

    private static string Text(JsonNode? node) => node!.GetValueKind() switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => node.ToString() };

    // "2026-01-02" and "2026-01-02T03:04:05Z" as the index holds moments.
    private static string Moment(string text) => text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        ? Profiles.ContentDocument.Moment(moment.UtcDateTime)! : text;

    private static double Double(JsonNode node) => double.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private static float Decimal(JsonNode? node) => float.Parse(node!.ToString(), CultureInfo.InvariantCulture);

    private static int? Number(JsonNode? node) => node is null ? null : int.TryParse(node.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;

    private QueryException Unreadable(string name) => new(_s["“{0}” of a Lucene query cannot be read.", name]);
}
