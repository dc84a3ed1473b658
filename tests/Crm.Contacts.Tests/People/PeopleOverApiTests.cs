using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Contacts.Tests.People;

public class PeopleOverApiTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Pages_of_the_api_go_through_everybody_once_in_the_order_asked(string database)
    {
        var tenant = await ContactsTenant.DemoTenantAsync(database);
        var (names, address) = (new List<string>(), "/api/contacts/people?sort=name&take=30");
        for (string? next = ""; next is not null;)
        {
            var page = JsonNode.Parse(await tenant.Browser.ReadAsync(address + (next.Length > 0 ? "&after=" + next : "")))!;
            names.AddRange(page["items"]!.AsArray().Select(item => item!["displayText"]!.ToString()));
            next = page["next"]?.ToString();
        }

        Assert.Equal(await tenant.WalkAsync("/admin/people"), names);
    }

    [Fact]
    public async Task A_town_and_the_beginning_of_a_name_narrow_it()
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        var page = JsonNode.Parse(await tenant.Browser.ReadAsync("/api/contacts/people?q=libourne%20jon&stage="))!;

        Assert.Contains(page["items"]!.AsArray(), item => item!["displayText"]!.ToString() == "Jonas Lefèvre");
        Assert.All(page["items"]!.AsArray(), item => Assert.Equal("Libourne", item!["city"]!.ToString()));
    }

    [Theory]
    [InlineData("sort=shoe", "name")]
    [InlineData("take=0", "1")]
    [InlineData("take=501", "500")]
    public async Task What_cannot_be_is_refused_in_a_sentence(string query, string said)
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        using var answer = await tenant.Browser.GetAsync("/api/contacts/people?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["title"]!.ToString());
    }
}
