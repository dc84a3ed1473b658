using System.Net;
using Crm.Testing;

namespace Crm.Contacts.Tests.Stages;

/// <summary>The figures of the life cycle over the API.</summary>
[Collection(StagesTenant.Clock)]
public sealed class StagesOverApiTests
{
    [Fact]
    public async Task Every_figure_finds_its_people_in_the_list_and_days_narrow_the_moves()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        await tenant.MoveAsync(await tenant.AddAsync("Partie", "prospect"), "client");
        var figures = await tenant.Browser.ReadJsonAsync("/api/contacts/stages");

        Assert.Equal(["prospect", "client", "dormant"], figures["stages"]!.AsArray().Select(stage => stage!["key"]!.ToString()));
        foreach (var stage in figures["stages"]!.AsArray())
        {
            Assert.Equal((int)stage!["people"]!, await CountAsync(tenant, $"stage={stage["key"]}"));
            if (stage["stuckWhere"] is { } where)
            {
                Assert.Equal((int)stage["stuck"]!, await CountAsync(tenant, $"stage={stage["key"]}&where={Uri.EscapeDataString(where.ToString())}"));
            }
        }

        Assert.Contains(figures["moves"]!.AsArray(), move => move!["from"]!.ToString() == "prospect" && move["to"]!.ToString() == "client");
        foreach (var move in figures["moves"]!.AsArray())
        {
            Assert.Equal((int)move!["people"]!, await CountAsync(tenant, "where=" + Uri.EscapeDataString(move["where"]!.ToString())));
        }

        var early = await tenant.Browser.ReadJsonAsync("/api/contacts/stages?from=1990-01-01&to=1990-12-31");
        Assert.Equal(("1990-01-01", "1990-12-31", 0), (early["from"]!.ToString(), early["to"]!.ToString(), early["moves"]!.AsArray().Count));
    }

    [Fact]
    public async Task Who_may_not_see_stages_is_told_so_and_who_sees_their_own_counts_no_others()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.AddAsync("Partie", "client");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "ViewOwnContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own");
        using var anna = await tenant.ProgramAsync("anna");
        Assert.All((await anna.ReadJsonAsync("/api/contacts/stages"))["stages"]!.AsArray(), stage => Assert.Equal(0, (int)stage!["people"]!));

        await tenant.HideAsync((ContactTypes.Person, "PersonPart.Stage"));
        var (status, problem) = await anna.SendJsonAsync(HttpMethod.Get, "/api/contacts/stages");
        Assert.Equal((HttpStatusCode.Forbidden, "Stages are hidden from you."), (status, problem!["title"]!.ToString()));
    }

    private static async Task<int> CountAsync(ContactsTenant tenant, string query) => (await tenant.Browser.ReadJsonAsync($"/api/contacts/people?take=500&{query}"))["items"]!.AsArray().Count;
}
