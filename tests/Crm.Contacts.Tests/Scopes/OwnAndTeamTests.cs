using System.Net;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Scopes;

public sealed class OwnAndTeamTests
{
    /// <summary>Every way out of a contact, each with somebody of another owner behind it.</summary>
    public static TheoryData<string, string> WaysOut()
    {
        string[] addresses =
        [
            "/admin/people", "/admin/people?sort=-modified", "/admin/people?q=secrete", "/admin/people?q=zoe@example.org", "/admin/people/{anna}",
            "/admin/people/{anna}/edit?handler=Email&Input.Emails%5B0%5D.Value=zoe@example.org", "/admin/people/new?household={home}",
            "/admin/households", "/admin/households?q=secrete", "/admin/households/{common}", "/admin/households/{common}?handler=Find&q=zoe",
            "/admin/organisations", "/admin/organisations?sort=name", "/admin/organisations/{work}",
            "/api/contacts/people", "/api/contacts/people?q=secrete&sort=-modified",
        ];
        var all = new TheoryData<string, string>();
        foreach (var address in addresses)
        {
            all.Add("Sqlite", address);
            all.Add("Postgres", address);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(WaysOut))]
    public async Task No_way_out_leads_to_a_contact_outside_the_scope(string database, string address)
    {
        var all = await OwnAndTeam.OnAsync(database);
        Assert.DoesNotContain("Secrete", await all.Anna.ReadAsync(all.At(address)));
        Assert.DoesNotContain("Secrete", await all.Bruno.ReadAsync(all.At(address)));
        Assert.Contains("Secrete", await all.Tenant.Browser.ReadAsync(all.At(address)));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Counts_are_those_of_the_scope(string database)
    {
        var all = await OwnAndTeam.OnAsync(database);
        Assert.Equal(("1", "2", "3"), (await CountAsync(all.Anna), await CountAsync(all.Bruno), await CountAsync(all.Tenant.Browser)));
        Assert.Equal("0", await all.Bruno.ReadAsync("/admin/people?q=zoe&handler=Count"));
        Assert.Matches("commune(?s:.)*?<td[^>]*>\\s*2\\s*</td>", await all.Bruno.ReadAsync("/admin/households"));

        static Task<string> CountAsync(TestBrowser browser) => browser.ReadAsync("/admin/people?handler=Count");
    }

    [Theory]
    [InlineData("/admin/people/{zoe}")]
    [InlineData("/admin/people/{zoe}/edit")]
    [InlineData("/admin/people/{zoe}?handler=Timeline")]
    [InlineData("/admin/people/{zoe}/edit?handler=Email")]
    [InlineData("/admin/households/{home}")]
    [InlineData("/admin/households/{home}/edit")]
    [InlineData("/admin/households/{home}?handler=Timeline")]
    [InlineData("/admin/organisations/{bank}")]
    [InlineData("/admin/organisations/{bank}/edit")]
    public async Task What_lies_outside_the_scope_is_not_there(string address)
    {
        var all = await OwnAndTeam.OnAsync("Sqlite");
        foreach (var browser in new[] { all.Anna, all.Bruno })
        {
            using var answer = await browser.GetAsync(all.At(address));
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound || (await answer.Content.ReadAsStringAsync()).Length == 0, $"{address} answered {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/admin/people/{zoe}/edit", "Input.FamilyName=Changed")]
    [InlineData("/admin/people/{zoe}?handler=Record", "Record.Text=Hello&Record.Kind=note")]
    [InlineData("/admin/contacts/{zoe}/delete", "")]
    [InlineData("/admin/contacts/{zoe}/restore", "")]
    [InlineData("/admin/households/{common}/members?handler=Add", "PersonId={zoe}&Role=child")]
    [InlineData("/admin/households/{common}/members?handler=Leave", "personId={zoe}")]
    [InlineData("/admin/households/{home}/members?handler=Remove", "personId={anna}")]
    public async Task What_lies_outside_the_scope_cannot_be_changed(string address, string form)
    {
        var all = await OwnAndTeam.OnAsync("Sqlite");
        var before = ((await all.ItemAsync("zoe"))!.Data.ToJsonString(), (await all.ItemAsync("anna"))!.Data.ToJsonString());
        var fields = all.At(form).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]));
        using var answer = await all.Anna.SubmitAsync("/admin/people/new", fields, all.At(address));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(before, ((await all.ItemAsync("zoe"))!.Data.ToJsonString(), (await all.ItemAsync("anna"))!.Data.ToJsonString()));
    }

    [Fact]
    public async Task The_team_is_seen_and_its_records_changed_where_the_right_says_so()
    {
        var all = await OwnAndTeam.OnAsync("Sqlite");
        Assert.Contains("anna Propre", await all.Bruno.ReadAsync(all.At("/admin/people/{anna}")));
        using var changed = await all.Bruno.SubmitAsync(all.At("/admin/people/{bruno}/edit"), [new("Input.GivenName", "bruno"), new("Input.FamilyName", "Equipe"), new("Input.Function", "Luthier")]);
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.DoesNotContain(all.At("/admin/contacts/{anna}/delete"), await all.Bruno.ReadAsync(all.At("/admin/people/{anna}")));
        using var deleted = await all.Bruno.SubmitAsync("/admin/people/new", [], all.At("/admin/contacts/{anna}/delete"));
        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_teams_list_goes_through_everybody_once_in_every_order_and_both_directions(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var (mates, stranger) = (new List<string>(), "stranger");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Mates", "AccessAdminPanel", "ViewTeamContacts");
        foreach (var name in new[] { "ada", "bob", "cleo" })
        {
            mates.Add((await tenant.Host.AddUserAsync(tenant.Settings, name, "Mates")).UserId);
        }

        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<Teams>().StoreAsync(new Team { Name = "Sales", MemberIds = mates });
            var content = services.GetRequiredService<IContentManager>();
            for (var i = 0; i < 160; i++)
            {
                var item = await content.NewAsync(ContactTypes.Person);
                item.Owner = i % 4 == 3 ? stranger : mates[i % 4];
                item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = ("Jean", i % 3 == 0 ? "Martin" : i % 3 == 1 ? "Martîn" : $"Zéro {i:000}"));
                item.DisplayText = item.As<PersonPart>()!.DisplayName();
                await content.CreateAsync(item);
            }

            return true;
        });

        using var ada = await tenant.As("ada");
        var byName = await tenant.WalkAsync("/admin/people", ada);
        Assert.Equal(120, byName.Count);
        foreach (var order in new[] { "name", "modified" })
        {
            var up = await tenant.WalkAsync($"/admin/people?sort={order}", ada);
            Assert.Equal(byName.Order(), up.Order());
            Assert.Equal(Enumerable.Reverse(up), await tenant.WalkAsync($"/admin/people?sort=-{order}", ada));
        }
    }
}
