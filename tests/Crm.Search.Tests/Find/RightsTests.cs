using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Tests.Find;

public sealed class RightsTests
{
    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Each_finds_all_his_teams_or_his_own_records_as_in_the_lists(string database)
    {
        await using var site = await SearchSite.StartAsync(database);
        await site.Host.AddRoleAsync(site.Settings, "Own", "AccessAdminPanel", "ViewOwnContacts");
        await site.Host.AddRoleAsync(site.Settings, "Mates", "AccessAdminPanel", "ViewTeamContacts");
        await site.Host.AddRoleAsync(site.Settings, "Nobody", "AccessAdminPanel");
        var (anna, bruno) = ((await site.Host.AddUserAsync(site.Settings, "anna", "Own")).UserId, (await site.Host.AddUserAsync(site.Settings, "bruno", "Mates")).UserId);
        await site.Host.AddUserAsync(site.Settings, "nemo", "Nobody");
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<Teams>().StoreAsync(new Team { Name = "Sales", MemberIds = [anna, bruno] });
            return true;
        });
        await site.PersonAsync("Une", "Perle", owner: anna);
        await site.PersonAsync("Deux", "Perle", owner: bruno);
        await site.PersonAsync("Trois", "Perle", owner: "somebody-else");
        await site.SettleAsync();

        Assert.Equal(["Deux Perle", "Trois Perle", "Une Perle"], (await site.FindAsync("perle")).Order());
        Assert.Equal(["Une Perle"], await As("anna"));
        Assert.Equal(["Deux Perle", "Une Perle"], (await As("bruno")).Order());
        Assert.Empty(await As("nemo"));
        // What is somebody else's is not even nearly found.
        Assert.Empty(await site.FindAsync("Troiz perle", await SignInAsync("anna")));

        async Task<List<string>> As(string name) => await site.FindAsync("perle", await SignInAsync(name));

        Task<TestBrowser> SignInAsync(string name) => site.Host.Browse(site.Settings.Name).SignInAsync(name);
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task A_hidden_field_neither_finds_nor_is_shown_or_marked(string database)
    {
        await using var site = await SearchSite.StartAsync(database);
        await site.Host.AddRoleAsync(site.Settings, "Viewer", "AccessAdminPanel", "ViewContacts");
        await site.Host.AddUserAsync(site.Settings, "victor", "Viewer");
        await HideAsync(site, ("Person", "PersonPart.Notes"), ("Person", "ContactPointsPart.Emails"), ("Organisation", "OrganisationPart.Name"));
        await site.AddAsync("Person", """
            { "PersonPart": { "GivenName": "Odile", "FamilyName": "Nacre", "Notes": "le canari secret" }, "ContactPointsPart": { "Emails": [ { "Address": "canari.mail@example.org" } ] } }
            """);
        await site.AddAsync("Organisation", """{ "OrganisationPart": { "Name": "Canari et fils", "Notes": "volière" } }""");
        await site.AddAsync("Household", """{ "HouseholdPart": { "Name": "Maison Nacre", "Notes": "le canari du salon" } }""");
        await site.SettleAsync();
        using var victor = await site.Host.Browse(site.Settings.Name).SignInAsync("victor");

        // The administrator finds by all of it, so the words are in the index.
        Assert.Equal(["Canari et fils", "Maison Nacre", "Odile Nacre"], (await site.FindAsync("canari")).Order());
        // A field of that name that another type does not hide still finds.
        Assert.Equal(["Maison Nacre"], await site.FindAsync("canari", victor));
        Assert.Empty(await site.FindAsync("canari.mail@example.org", victor));
        Assert.Empty(await site.FindAsync("canary fils", victor));
        var page = await site.PageAsync("nacre", victor);
        Assert.Equal(["Odile Nacre", "Maison Nacre"], SearchSite.Names(page));
        Assert.DoesNotContain("canari.mail", page);
        Assert.DoesNotContain("secret", page);
        // Found by what is seen, its name stays unsaid.
        Assert.Equal(["(no name)"], await site.FindAsync("voliere", victor));
        Assert.DoesNotContain("canari", await victor.ReadAsync("/admin/search/suggest?q=nacre"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_may_not_enter_the_admin_may_not_search()
    {
        await using var site = await SearchSite.StartAsync();
        using var stranger = site.Host.Browse(site.Settings.Name);
        using var answer = await stranger.GetAsync("/admin/search?q=a");
        Assert.NotEqual(System.Net.HttpStatusCode.OK, answer.StatusCode);
        using var suggestions = await stranger.GetAsync("/admin/search/suggest?q=a");
        Assert.NotEqual(System.Net.HttpStatusCode.OK, suggestions.StatusCode);
    }

    private static Task HideAsync(SearchSite site, params (string Type, string Path)[] hidden) => site.InAsync(async services =>
    {
        var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var all = await documents.GetOrCreateMutableAsync();
        all.Fields.AddRange(hidden.Select(field => new FieldRight { ContentType = field.Type, Path = field.Path }));
        await documents.UpdateAsync(all);
        return true;
    });
}
