using System.Text;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Queries;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Harvest;
using Crm.Search.Profiles;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Tests.Queries;

public sealed class LuceneQueriesTests
{
    private const string Recipe = """
        { "name": "deals", "steps": [
          { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Deal", "DisplayName": "Deal", "Settings": { "ContentTypeSettings": { "Listable": true, "Draftable": true, "Versionable": true } }, "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "Deal", "Name": "Deal", "Settings": {} } ] } ],
            "ContentParts": [ { "Name": "Deal", "Settings": {}, "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Stage", "Settings": {} }, { "FieldName": "NumericField", "Name": "Amount", "Settings": {} },
              { "FieldName": "BooleanField", "Name": "Hot", "Settings": {} }, { "FieldName": "DateField", "Name": "Due", "Settings": {} } ] } ] },
          { "name": "content", "data": [
            { "ContentItemId": "4deal000000000000000000001", "ContentType": "Deal", "DisplayText": "Renewal of Noël lights", "Latest": true, "Published": true, "TitlePart": { "Title": "Renewal of Noël lights" }, "Deal": { "Stage": { "Text": "Won" }, "Amount": { "Value": 1500 }, "Hot": { "Value": true }, "Due": { "Value": "2026-01-10T00:00:00Z" } } },
            { "ContentItemId": "4deal000000000000000000002", "ContentType": "Deal", "DisplayText": "Red sleighs", "Latest": true, "Published": true, "TitlePart": { "Title": "Red sleighs" }, "Deal": { "Stage": { "Text": "Lost" }, "Amount": { "Value": 90 }, "Hot": { "Value": false }, "Due": { "Value": "2026-03-10T00:00:00Z" } } },
            { "ContentItemId": "4deal000000000000000000003", "ContentType": "Deal", "DisplayText": "Bells and red ribbons", "Latest": true, "Published": true, "TitlePart": { "Title": "Bells and red ribbons" }, "Deal": { "Stage": { "Text": "Negotiation open" }, "Amount": { "Value": 400 }, "Hot": { "Value": true }, "Due": { "Value": "2026-02-10T00:00:00Z" } } } ] },
          { "name": "lucene-index", "Indices": [ { "Deals": { "AnalyzerName": "standardanalyzer", "IndexLatest": false, "IndexedContentTypes": ["Deal"], "Culture": "any" } } ] },
          { "name": "queries", "Queries": [ { "Source": "Lucene", "Name": "OfStage", "Index": "Deals", "ReturnContentItems": true,
              "Template": "{ \"query\": { \"term\": { \"Deal.Stage.keyword\": \"{{ stage | default: 'Won' }}\" } } }" } ] },
          { "name": "lucene-index-rebuild", "Indices": ["Deals"] } ] }
        """;

    private static readonly Lazy<Task<SearchSite>> s_sqlite = new(() => FilledAsync("Sqlite"));
    private static readonly Lazy<Task<SearchSite>> s_postgres = new(() => FilledAsync("Postgres"));

    [Theory]
    [InlineData("""{ "query": { "match_all": {} }, "sort": { "Deal.Amount": { "order": "desc", "type": "Double" } } }""", "Renewal|Bells|Red")]
    [InlineData("""{ "query": { "match_all": {} }, "sort": [ { "Content.ContentItem.DisplayText.keyword": { "order": "asc", "type": "String" } } ], "from": 1, "size": 1 }""", "Red")]
    [InlineData("""{ "query": { "match": { "Content.ContentItem.FullText": { "query": "red ribbons", "operator": "and" } } } }""", "Bells")]
    [InlineData("""{ "query": { "match": { "Content.ContentItem.FullText": "NOEL" } } }""", "Renewal")]
    [InlineData("""{ "query": { "match_phrase": { "Content.ContentItem.FullText": { "value": "red sleighs" } } } }""", "Red")]
    [InlineData("""{ "query": { "term": { "Deal.Hot": true } }, "sort": "Deal.Due" }""", "Renewal|Bells")]
    [InlineData("""{ "query": { "terms": { "Deal.Stage.keyword": ["Won", "Lost"] } }, "sort": "Deal.Due" }""", "Renewal|Red")]
    [InlineData("""{ "query": { "range": { "Deal.Amount": { "gte": 400, "lt": 1500 } } } }""", "Bells")]
    [InlineData("""{ "query": { "range": { "Deal.Due": { "gt": "2026-01-10", "lte": "2026-02-10T00:00:00Z" } } } }""", "Bells")]
    [InlineData("""{ "query": { "prefix": { "Deal.Stage": { "value": "nego" } } } }""", "Bells")]
    [InlineData("""{ "query": { "wildcard": { "Deal.Stage.keyword": "L*t" } } }""", "Red")]
    [InlineData("""{ "query": { "regexp": { "Deal.Stage.keyword": "W.n" } } }""", "Renewal")]
    [InlineData("""{ "query": { "fuzzy": { "Content.ContentItem.FullText": { "value": "slieghs", "fuzziness": 2 } } } }""", "Red")]
    [InlineData("""{ "query": { "simple_query_string": { "query": "lights bells", "fields": ["Content.ContentItem.FullText^2"], "default_operator": "or" } }, "sort": "Deal.Due" }""", "Renewal|Bells")]
    [InlineData("""{ "query": { "bool": { "must": [ { "match": { "Content.ContentItem.FullText": "red" } } ], "filter": { "term": { "Content.ContentItem.ContentType": "Deal" } }, "must_not": [ { "term": { "Deal.Stage.keyword": "Lost" } } ] } } }""", "Bells")]
    [InlineData("""{ "query": { "bool": { "must_not": { "term": { "Deal.Hot": "true" } } } } }""", "Red")]
    [InlineData("""{ "query": { "bool": { "should": [ { "term": { "Deal.Stage": "won" } }, { "term": { "Deal.Stage": "open" } }, { "term": { "Deal.Hot": "true" } } ], "minimum_should_match": 2 } }, "sort": "Deal.Due" }""", "Renewal|Bells")]
    public async Task A_query_of_the_source_Lucene_finds(string json, string firstWords)
    {
        foreach (var site in new[] { await s_sqlite.Value, await s_postgres.Value })
        {
            var rows = await RunAsync(site, new StoredQuery { Name = "q", Source = "Lucene", Template = json, Properties = new JsonObject { ["Index"] = "deals" } });
            Assert.Equal(firstWords, string.Join('|', rows.Cast<JsonObject>().Select(row => row["Content.ContentItem.DisplayText.keyword"]!.ToString().Split(' ')[0])));
        }
    }

    [Theory]
    [InlineData("""{ "query": { "geo_distance": { "distance": "2km" } } }""", "geo_distance")]
    [InlineData("""{ "query": { "more_like_this": {} } }""", "more_like_this")]
    [InlineData("""{ "query": { "range": { "Deal.Amount": 7 } } }""", "range")]
    [InlineData("not json", "JSON")]
    public async Task What_is_not_supported_or_cannot_be_read_is_refused_by_name(string json, string named)
    {
        var site = await s_sqlite.Value;
        var fault = await Assert.ThrowsAsync<QueryException>(() => RunAsync(site, new StoredQuery { Name = "q", Source = "Lucene", Template = json, Properties = new JsonObject { ["Index"] = "Deals" } }));
        Assert.Contains(named, fault.Message);
        var report = await CheckAsync(site, new JsonObject
        {
            ["name"] = "r", ["steps"] = new JsonArray(new JsonObject { ["name"] = "queries", ["Queries"] = new JsonArray(new JsonObject { ["Source"] = "Lucene", ["Name"] = "q", ["Index"] = "Deals", ["Template"] = json }) }),
        }.ToJsonString());
        Assert.Contains(report.Problems, problem => problem.Path.EndsWith("Queries[0].Template", StringComparison.Ordinal) && problem.Message.Contains(named, StringComparison.Ordinal));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task A_named_query_of_a_recipe_gives_items_and_follows_drafts_and_publications(string database)
    {
        var site = await SearchSite.StartAsync(database);
        await RunRecipeAsync(site);
        var query = (await site.InAsync(services => services.GetRequiredService<NamedQueries>().FindAsync("OfStage")))!;
        Assert.Equal(["Renewal of Noël lights"], await TitlesAsync("Won", 1));

        await site.ChangeAsync("4deal000000000000000000002", async (content, item) =>
        {
            var draft = (await content.GetAsync(item.ContentItemId, VersionOptions.DraftRequired))!;
            draft.Merge((JsonObject)JsonNode.Parse("""{ "Deal": { "Stage": { "Text": "Won" } } }""")!);
            await content.SaveDraftAsync(draft);
        });
        await site.SettleAsync();
        Assert.Single(await TitlesAsync("Won", 1)); // a draft is not published
        await site.ChangeAsync("4deal000000000000000000002", (content, item) => content.PublishAsync(item));
        Assert.Equal(["Red sleighs", "Renewal of Noël lights"], (await TitlesAsync("Won", 2)).Order());
        await site.ChangeAsync("4deal000000000000000000001", (content, item) => content.RemoveAsync(item));
        Assert.Equal(["Red sleighs"], await TitlesAsync("Won", 1));

        async Task<List<string>> TitlesAsync(string stage, int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            List<string> titles;
            while ((titles = await FoundAsync(stage)).Count != count && !patience.IsCancellationRequested)
            {
                await Task.Delay(20, CancellationToken.None);
            }

            return titles;
        }

        async Task<List<string>> FoundAsync(string stage)
        {
            try
            {
                return await site.InAsync(async services => (await services.GetRequiredService<NamedQueries>().ExecuteAsync(query, new Dictionary<string, object?> { ["stage"] = stage })).Cast<ContentItem>().Select(item => item.DisplayText!).ToList());
            }
            catch (QueryException)
            {
                return []; // not made yet
            }
        }
    }

    [Fact]
    public async Task A_profile_of_Orchard_Core_3_is_made_changed_and_exported_and_another_provider_is_told()
    {
        var site = await SearchSite.StartAsync();
        const string recipe = """
            { "name": "p", "steps": [ { "name": "CreateOrUpdateIndexProfile", "indexes": [
              { "Id": "4a", "Name": "People", "IndexName": "people", "ProviderName": "Lucene", "Type": "Content", "Properties": { "ContentIndexMetadata": { "IndexLatest": true, "IndexedContentTypes": ["Person"] }, "LuceneIndexMetadata": { "AnalyzerName": "french" } } },
              { "Name": "Far", "ProviderName": "Elasticsearch", "Type": "Content" } ] } ] }
            """;
        var report = await CheckAsync(site, recipe);
        Assert.Contains(report.Problems, problem => problem.Path.EndsWith("indexes[1].ProviderName", StringComparison.Ordinal) && problem.IsWarning);
        Assert.Contains(report.Problems, problem => problem.Path.EndsWith("AnalyzerName", StringComparison.Ordinal) && problem.IsWarning);
        await RunAsync(site, recipe);
        await RunAsync(site, recipe);
        await RunAsync(site, """{ "name": "p", "steps": [ { "name": "CreateOrUpdateIndexProfile", "indexes": [ { "Id": "4a", "Name": "Persons", "Properties": {} } ] }, { "name": "RebuildIndex", "IndexNames": ["Persons"] } ] }""");
        var profiles = await site.InAsync(services => services.GetRequiredService<IDocumentManager<IndexProfiles>>().GetOrCreateImmutableAsync());
        var profile = Assert.Single(profiles.All);
        Assert.Equal(("4a", "Persons", "people", true, "Person", 1), (profile.Id, profile.Name, profile.IndexName, profile.IndexLatest, profile.IndexedContentTypes.Single(), profile.Generation));
        var exported = await site.InAsync(services => services.GetServices<IRecipeExporter>().Single(exporter => exporter.StepName == "CreateOrUpdateIndexProfile").ExportAsync(null));
        Assert.Contains("\"IndexedContentTypes\":[\"Person\"]", exported[0].ToJsonString());
    }

    [Fact]
    public async Task The_page_of_indexes_shows_them_and_has_one_made_anew()
    {
        var site = await SearchSite.StartAsync();
        await RunRecipeAsync(site);
        Assert.Contains("<strong>Deals</strong>", await site.Browser.ReadAsync("/admin/search/indexes"));
        using var pressed = await site.Browser.SubmitAsync("/admin/search/indexes", [new("name", "Deals")], "/admin/search/indexes?handler=RebuildProfile");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, pressed.StatusCode);
        Assert.Equal(2, (await site.InAsync(services => services.GetRequiredService<IDocumentManager<IndexProfiles>>().GetOrCreateImmutableAsync())).Find("deals")!.Generation);
        using var unknown = await site.Browser.SubmitAsync("/admin/search/indexes", [new("name", "Nothing")], "/admin/search/indexes?handler=RebuildProfile");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static Task<IReadOnlyList<object>> RunAsync(SearchSite site, StoredQuery query)
        => site.InAsync(services => services.GetRequiredService<NamedQueries>().ExecuteAsync(query, new Dictionary<string, object?>()));

    private static async Task<RecipeReport> RunAsync(SearchSite site, string recipe)
    {
        var report = await site.Host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(site.Settings, RecipeFile.Upload("test.recipe.json", Encoding.UTF8.GetBytes(recipe)));
        Assert.DoesNotContain(report.Problems, problem => !problem.IsWarning);
        return report;
    }

    private static Task<RecipeReport> CheckAsync(SearchSite site, string recipe)
        => site.Host.Services.GetRequiredService<IRecipeExecutor>().CheckAsync(site.Settings, RecipeFile.Upload("test.recipe.json", Encoding.UTF8.GetBytes(recipe)));

    private static async Task RunRecipeAsync(SearchSite site)
    {
        await RunAsync(site, Recipe);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await site.InAsync(async services =>
        {
            var profile = (await services.GetRequiredService<IDocumentManager<IndexProfiles>>().GetOrCreateImmutableAsync()).Find("Deals")!;
            return services.GetRequiredService<ProfileIndexes>().Get(profile) is { Exists: true } index && index.Key == profile.Key;
        }))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<SearchSite> FilledAsync(string database)
    {
        var site = await SearchSite.StartAsync(database);
        await RunRecipeAsync(site);
        return site;
    }
}
