using System.Net;
using System.Text.Json.Nodes;
using Crm.Testing;

namespace Crm.Contacts.Tests.Export;

/// <summary>The file of people asked for by a program.</summary>
public sealed class ExportOverApiTests
{
    private const string Nobody = """{ "version": 1, "match": "all", "of": [ { "rule": "person.stage", "operator": "is", "values": { "value": "client" } } ] }""";

    [Fact]
    public async Task The_address_narrows_whom_the_file_holds_and_which_columns()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync([("Ada", "Vidal"), ("Bea", "Roux"), ("Cléo", "Vidal")]);
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        foreach (var (query, lines) in new (string, string[])[]
        {
            ("columns=Id,GivenName", ["Id,Given name", $"{ids[0]},Ada", $"{ids[1]},Bea", $"{ids[2]},Cléo"]),
            ("q=vidal&columns=Id", ["Id", ids[0], ids[2]]),
            ($"columns=Id&where={Uri.EscapeDataString(Nobody)}", ["Id"]),
        })
        {
            using var answer = await program.Http.PostAsync("api/contacts/people/export?" + query, null, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(lines, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Theory]
    [InlineData("format=pdf", "format", "csv or xlsx")]
    [InlineData("columns=Id,Nonsense", "columns", "There is no column “Nonsense”")]
    [InlineData("where=nonsense", "where", "")]
    [InlineData("segment=never", "segment", "")]
    public async Task What_cannot_be_is_refused_with_a_sentence(string query, string member, string sentence)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        using var answer = await program.Http.PostAsync("api/contacts/people/export?" + query, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains(sentence, (string)problem["errors"]![member]![0]!, StringComparison.Ordinal);
    }
}
