using System.Net;
using System.Text.Json.Nodes;
using Crm.Testing;

namespace Crm.Contacts.Tests.Views;

/// <summary>Views of the list of people kept by a program.</summary>
public sealed class ViewsOverApiTests
{
    private const string Views = "/api/contacts/people/views";

    [Fact]
    public async Task A_view_is_saved_opened_changed_thrown_away_and_brought_back()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.PeopleAsync(("Odile", "Vidal"), ("Ada", "Roux"));
        using var program = await tenant.ProgramAsync();
        var where = JsonNode.Parse("""{"version":1,"match":"all","of":[{"rule":"person.stage","operator":"is","values":{"value":"client"}}]}""");

        var (status, made) = await program.PostJsonAsync(Views, new { name = " Vidals ", q = "vidal", sort = "-modified", columns = new[] { "town", "stage" } });
        Assert.Equal((HttpStatusCode.Created, "Vidals", true), (status, made!["name"]!.ToString(), (bool)made["isOwn"]!));
        var id = made["viewId"]!.ToString();
        Assert.Equal(["Odile Vidal"], await tenant.WalkAsync($"/admin/people?view={id}&sort=-modified"));

        var (_, changed) = await program.SendJsonAsync(HttpMethod.Put, $"{Views}/{id}", new { name = "Clients", where, isShared = true, isDefault = true });
        Assert.Equal((id, true, null), (changed!["viewId"]!.ToString(), (bool)changed["isShared"]!, changed["q"]));
        Assert.True(JsonNode.DeepEquals(where, Assert.Single((await program.ReadJsonAsync(Views))["items"]!.AsArray())!["where"]));
        Assert.Empty(await tenant.WalkAsync("/admin/people"));

        Assert.Equal(HttpStatusCode.NoContent, (await program.SendJsonAsync(HttpMethod.Delete, $"{Views}/{id}")).Status);
        Assert.Empty((await program.ReadJsonAsync(Views))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await program.SendJsonAsync(HttpMethod.Put, $"{Views}/{id}", new { name = "Clients" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await program.PostJsonAsync($"{Views}/{id}/restore")).Status);
        Assert.Equal(["Clients"], (await program.ReadJsonAsync(Views)).Each("name"));
    }

    [Fact]
    public async Task What_is_shared_is_seen_and_not_changed_by_others_and_who_may_not_share_does_not()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "rene", "Reader");
        using var program = await tenant.ProgramAsync();
        using var rene = await tenant.ProgramAsync("rene");
        var shared = (await program.PostJsonAsync(Views, new { name = "Shared", isShared = true })).Body!["viewId"]!.ToString();
        var own = (await program.PostJsonAsync(Views, new { name = "Own" })).Body!["viewId"]!.ToString();

        var seen = Assert.Single((await rene.ReadJsonAsync(Views))["items"]!.AsArray())!;
        Assert.Equal((shared, false), (seen["viewId"]!.ToString(), (bool)seen["isOwn"]!));
        foreach (var id in new[] { shared, own })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await rene.SendJsonAsync(HttpMethod.Put, $"{Views}/{id}", new { name = "Mine" })).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await rene.SendJsonAsync(HttpMethod.Delete, $"{Views}/{id}")).Status);
        }

        foreach (var (body, member) in new (object, string)[]
        {
            (new { name = "  " }, "name"), (new { name = "Mine", isShared = true }, "isShared"), (new { name = "Mine", sort = "shoe" }, "sort"), (new { name = "Mine", columns = new[] { "shoe" } }, "columns"),
            (new { name = "Mine", where = new { version = 1 } }, "where"), (new { name = "Mine", segment = "never" }, "segment"),
        })
        {
            var (status, problem) = await rene.PostJsonAsync(Views, body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotNull(problem!["errors"]![member]);
        }

        Assert.Single((await rene.ReadJsonAsync(Views))["items"]!.AsArray());
    }
}
