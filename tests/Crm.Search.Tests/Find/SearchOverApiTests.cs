using System.Net;
using Crm.Testing;

namespace Crm.Search.Tests.Find;

/// <summary>The search over the API finds what its page finds.</summary>
public sealed class SearchOverApiTests
{
    [Fact]
    public async Task What_is_found_comes_grouped_with_its_words_marked_page_by_page_and_under_the_rights()
    {
        var site = await SearchSite.StartAsync();
        foreach (var given in new[] { "Ada", "Bea", "Cléo" })
        {
            await site.PersonAsync(given, "Zyfrenne");
        }

        await site.AddAsync("Household", """{ "HouseholdPart": { "Name": "Maison Zyfrenne" } }""", title: "Maison Zyfrenne");
        await site.SettleAsync();
        await site.Host.AddRoleAsync(site.Settings, "Visitor", "AccessAdminPanel", "ViewOwnContacts");
        await site.Host.AddUserAsync(site.Settings, "visitor", "Visitor");
        using var visitor = await site.Host.Browse(site.Settings.Name).SignInAsync("visitor");

        var found = await site.Browser.ReadJsonAsync("/api/search?q=zyfrenne");
        Assert.Equal((true, false, 4), ((bool)found["isReady"]!, (bool)found["forgave"]!, (int)found["count"]!));
        Assert.Equal(["Person", "Household"], found["groups"]!.AsArray().Select(group => group!["type"]!.ToString()));
        var home = found["groups"]![1]!["items"]![0]!;
        Assert.Equal(("Maison Zyfrenne", 7, 8), (home["name"]!["text"]!.ToString(), (int)home["name"]!["marks"]![0]!["start"]!, (int)home["name"]!["marks"]![0]!["length"]!));
        Assert.Equal($"/{site.Settings.Name}/admin/households/{home["contentItemId"]}", home["address"]!.ToString());

        var names = new List<string>();
        for (var skip = 0; skip < 4; skip += 2)
        {
            var page = (await site.Browser.ReadJsonAsync($"/api/search?q=zyfrenne&type=Person&take=2&skip={skip}"))["groups"]![0]!;
            Assert.Equal(3, (int)page["count"]!);
            names.AddRange(page["items"]!.AsArray().Select(item => item!["name"]!["text"]!.ToString()));
        }

        Assert.Equal(["Ada Zyfrenne", "Bea Zyfrenne", "Cléo Zyfrenne"], names.Order());
        Assert.True((bool)(await site.Browser.ReadJsonAsync("/api/search?q=zyfrone"))["forgave"]!);
        Assert.Equal(0, (int)(await visitor.ReadJsonAsync("/api/search?q=zyfrenne"))["count"]!);
        foreach (var (query, member) in new[] { ("q=", "q"), ("q=a&take=51", "take"), ("q=a&skip=1", "skip"), ("q=a&type=Person&skip=990&take=20", "skip") })
        {
            var (status, problem) = await site.Browser.SendJsonAsync(HttpMethod.Get, "/api/search?" + query);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotNull(problem!["errors"]![member]);
        }
    }
}
