using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Queries;
using Crm.Kernel.Tests.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Queries;

public class SqlQueryTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_query_reads_index_tables_with_parameters_and_defaults(string database)
    {
        await using var tenant = await WithDealsAsync(database);
        var rows = await RunAsync(tenant, "select i.DisplayText as Title, count(*) as N from ContentItemIndex i where i.contenttype = @type:Deal and i.Latest = true group by i.DisplayText order by Title limit @size:10", []);
        Assert.Equal("""[{"Title":"L'été","N":1},{"Title":"Renewal","N":1}]""", new JsonArray([.. rows.Cast<JsonNode>().Select(row => row.DeepClone())]).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Single(await RunAsync(tenant, "select DisplayText from ContentItemIndex where DisplayText = @title", new() { ["title"] = "L'été" }));
        Assert.Empty(await RunAsync(tenant, "select DisplayText from ContentItemIndex where DisplayText = '{{ title }}'", new() { ["title"] = "x' or 'a' = 'a" }));
        Assert.Single(await RunAsync(tenant, "select DisplayText from ContentItemIndex where DisplayText = '{{ title }}'", new() { ["title"] = "L'été" }));
        Assert.Equal(2, (await RunAsync(tenant, "select DocumentId from ContentItemIndex where year(CreatedUtc) = year(now()) and month(ContentItemIndex.CreatedUtc) <= 12", [])).Count);
        Assert.Equal(2, (await RunAsync(tenant, "SELECT a.ContentItemId FROM ContentItemIndex a INNER JOIN ContentItemIndex b ON a.DocumentId = b.DocumentId WHERE b.DocumentId IN (SELECT DocumentId FROM ContentItemIndex)", [])).Count);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_query_may_give_content_items(string database)
    {
        await using var tenant = await WithDealsAsync(database);
        var items = await RunAsync(tenant, "select DocumentId from ContentItemIndex where DisplayText = 'Renewal'", [], items: true);
        Assert.Equal("Renewal", Assert.IsType<ContentItem>(Assert.Single(items)).DisplayText);
        await Refused(tenant, "select DisplayText from ContentItemIndex", "DocumentId", items: true);
    }

    private static readonly (string Sql, string Words)[] s_refused =
    [
        ("delete from ContentItemIndex", "begins with “delete”"),
        ("select 1; drop table Document", "“;”"),
        ("select * from Document", "may not read the table “Document”"),
        ("select * from sqlite_master", "may not read the table “sqlite_master”"),
        ("select * from ApiTokenIndex", "may not read the table “ApiTokenIndex”"),
        ("select * from ContentItemIndex, Document", "may not read the table “Document”"),
        ("select * from (select * from Document)", "may not read the table “Document”"),
        ("select (select Content from Document) from ContentItemIndex", "may not read the table “Document”"),
        ("select * from ContentItemIndex union select * from Document", "may not read the table “Document”"),
        ("select load_extension('x') from ContentItemIndex", "The function “load_extension”"),
        ("select pg_sleep(100)", "The function “pg_sleep”"),
        ("select PasswordHash from ContentItemIndex", "“PasswordHash”"),
        ("select * from \"Document\"", "at character 15"),
        ("select * from ContentItemIndex -- x", "“--”"),
        ("select /* x */ 1", "“/*”"),
        ("select count(* from ContentItemIndex", "bracket is missing"),
        ("select 'x from ContentItemIndex", "quote is not closed"),
        ("select * from ContentItemIndex where DisplayText = @title", "“title” was not given"),
        ("select * from ContentItemIndex order order", "database refused"),
        ("select 1 into x", "“into”"),
        ("pragma table_info(Document)", "begins with “pragma”"),
    ];

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Anything_else_is_refused_in_a_sentence(string database)
    {
        await using var tenant = await RecipeTenant.CreateAsync(database: database);
        foreach (var (sql, words) in s_refused)
        {
            await Refused(tenant, sql, words);
        }
    }

    [Fact]
    public async Task Queries_come_by_recipe_and_those_of_unknown_sources_are_kept()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var report = await tenant.RunAsync("""
            { "steps": [ { "name": "Queries", "Queries": [
              { "Source": "Lucene", "Name": "Open", "Index": "Deals", "Template": "{ \"query\": {} }", "ReturnContentItems": true },
              { "Source": "Sql", "Name": "Recent", "ReturnDocuments": true, "Properties": { "SqlQueryMetadata": { "Template": "select DocumentId from ContentItemIndex" } } } ] } ] }
            """);
        Assert.True(report.Succeeded);
        Assert.Contains("is kept", Assert.Single(report.Problems).Message);
        var lucene = await tenant.AskAsync(services => services.GetRequiredService<NamedQueries>().FindAsync("open"));
        Assert.Equal("Deals", lucene!.Properties["Index"]!.ToString());
        var recent = await tenant.AskAsync(services => services.GetRequiredService<NamedQueries>().FindAsync("Recent"));
        Assert.Equal(("select DocumentId from ContentItemIndex", true), (recent!.Template, recent.ReturnContentItems));
        Assert.Contains("may not read", Assert.Single((await tenant.CheckAsync("""{ "steps": [ { "name": "queries", "Queries": [ { "Source": "Sql", "Name": "X", "Template": "select * from Document" } ] } ] }""")).Problems).Message);
    }

    private static async Task<RecipeTenant> WithDealsAsync(string database)
    {
        var tenant = await RecipeTenant.CreateAsync(database: database);
        var report = await tenant.RunAsync("""
            { "name": "d", "steps": [ { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Deal", "DisplayName": "Deal", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" } ] } ] },
              { "name": "content", "data": [
                { "ContentItemId": "4a", "ContentType": "Deal", "Latest": true, "Published": true, "TitlePart": { "Title": "Renewal" } },
                { "ContentItemId": "4b", "ContentType": "Deal", "Latest": true, "Published": true, "TitlePart": { "Title": "L'été" } } ] } ] }
            """);
        Assert.True(report.Succeeded);
        return tenant;
    }

    private static async Task Refused(RecipeTenant tenant, string sql, string words, bool items = false)
    {
        Assert.Contains(words, (await Assert.ThrowsAsync<QueryException>(() => RunAsync(tenant, sql, [], items))).Message);
    }

    private static Task<IReadOnlyList<object>> RunAsync(RecipeTenant tenant, string sql, Dictionary<string, object?> parameters, bool items = false)
        => tenant.AskAsync(services => services.GetRequiredService<NamedQueries>().ExecuteAsync(new StoredQuery { Name = "q", Source = "Sql", Template = sql, ReturnContentItems = items }, parameters));
}
