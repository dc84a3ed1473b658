using System.Net;
using Crm.Contacts.Tests.Scopes;
using Crm.Testing;

namespace Crm.Contacts.Tests.Households;

/// <summary>Households and organisations over the API are those of their lists.</summary>
public sealed class GroupsOverApiTests
{
    [Theory]
    [InlineData("households", "name")]
    [InlineData("organisations", "-name")]
    public async Task Pages_go_through_all_once_in_the_order_asked(string list, string sort)
    {
        var tenant = (await OwnAndTeam.OnAsync("Sqlite")).Tenant;
        var (names, address) = (new List<string>(), $"/api/contacts/{list}?sort={sort}&take=1");
        for (string? next = ""; next is not null;)
        {
            var page = await tenant.Browser.ReadJsonAsync(address + (next.Length > 0 ? "&after=" + next : ""));
            names.AddRange(page.Each("displayText"));
            next = page["next"]?.ToString();
        }

        Assert.Equal(2, names.Count);
        Assert.Equal(await tenant.WalkAsync($"/admin/{list}?sort={sort}"), names);
    }

    [Fact]
    public async Task A_household_is_found_by_its_town_and_tells_how_many_live_there()
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        var page = await tenant.Browser.ReadJsonAsync("/api/contacts/households?q=libourne%20lef");

        Assert.Contains(page["items"]!.AsArray(), item => (int)item!["members"]! > 1);
        Assert.All(page["items"]!.AsArray(), item => Assert.Equal(("Libourne", "FR"), (item!["city"]!.ToString(), item["country"]!.ToString())));
    }

    [Theory]
    [InlineData("households?sort=shoe", "name")]
    [InlineData("organisations?take=501", "500")]
    public async Task What_cannot_be_is_refused_in_a_sentence(string query, string said)
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        var (status, problem) = await tenant.Browser.SendJsonAsync(HttpMethod.Get, "/api/contacts/" + query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(said, problem!["title"]!.ToString());
    }

    [Theory]
    [InlineData("households", "Maison commune")]
    [InlineData("organisations", "Atelier")]
    public async Task Who_sees_their_own_gets_their_own(string list, string own)
    {
        var all = await OwnAndTeam.OnAsync("Sqlite");

        Assert.Equal([own], (await all.Anna.ReadJsonAsync($"/api/contacts/{list}")).Each("displayText"));
        Assert.Equal(2, (await all.Tenant.Browser.ReadJsonAsync($"/api/contacts/{list}"))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("households", "Household")]
    [InlineData("organisations", "Organisation")]
    public async Task Who_may_not_see_addresses_gets_neither_town_nor_country(string list, string type)
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        await tenant.HideAsync((type, "AddressPart"));
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "viewer", "Viewer");
        using var viewer = await tenant.ProgramAsync("viewer");

        Assert.Contains("FR", (await tenant.Browser.ReadJsonAsync($"/api/contacts/{list}")).Each("country"));
        Assert.All((await viewer.ReadJsonAsync($"/api/contacts/{list}"))["items"]!.AsArray(), item => Assert.Equal(("", ""), (item!["city"]!.ToString(), item["country"]!.ToString())));
    }
}
