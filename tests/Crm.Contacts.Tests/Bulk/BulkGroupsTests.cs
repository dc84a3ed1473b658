using System.Net;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Operations;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Bulk;

/// <summary>Many households and organisations at once: as people, by choice or by what the list shows, as one operation to take back.</summary>
public sealed class BulkGroupsTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Those_that_a_list_shows_go_to_the_trash_as_by_the_single_delete_and_come_back_as_one(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var homes = await HouseholdsAsync(tenant, "Famille Vidal", "Famille Roux", "Cousins Vidal");
        var person = Assert.Single(await tenant.PeopleAsync(("Odile", "Vidal")));
        await MoveInAsync(tenant, person, homes[0]);

        Assert.Contains("Move 2 households to the trash?", await AskAsync(tenant, "households", "q=vidal&all=true&act=Trash"));
        var operation = await StartAsync(tenant, "households", [new("q", "vidal"), new("all", "true"), new("act", "Trash")]);
        var done = await EndedAsync(tenant, operation);
        Assert.Equal((OperationState.Done, 2, 2, 0), (done.State, done.Total, done.Done, done.Left));
        Assert.Contains("2 households to the trash", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/operations/{operation}")));
        Assert.Equal(["Famille Roux"], await tenant.WalkAsync("/admin/households"));
        Assert.Equal(homes[0], Assert.Single(await MembershipsAsync(tenant, person)).HouseholdId);

        using var undone = await tenant.Browser.SubmitAsync($"/admin/operations/{operation}", [], action: $"/admin/operations/{operation}?handler=Undo");
        await EndedAsync(tenant, Id(undone));
        Assert.Equal(["Cousins Vidal", "Famille Roux", "Famille Vidal"], await tenant.WalkAsync("/admin/households"));
        Assert.Contains("Odile Vidal", await tenant.Browser.ReadAsync($"/admin/households/{homes[0]}"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Those_ticked_get_an_owner_who_then_sees_them_as_their_own(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "AccessAdminPanel", "ViewOwnContacts", "EditOwnContacts");
        var sofia = (await tenant.Host.AddUserAsync(tenant.Settings, "sofia", "Own")).UserId;
        var firms = await OrganisationsAsync(tenant, "Atelier Bois", "Bois et fils", "Cacao");
        using var own = await tenant.As("sofia");
        Assert.Empty(await tenant.WalkAsync("/admin/organisations", own));

        var operation = await StartAsync(tenant, "organisations", [new("ids", firms[0]), new("ids", firms[2]), new("act", "Owner"), new("value", sofia)]);
        Assert.Equal((2, 0), await EndedAsync(tenant, operation) is var done ? (done.Done, done.Left) : default);
        Assert.Equal(["Atelier Bois", "Cacao"], await tenant.WalkAsync("/admin/organisations", own));

        // Of all three only those of one's own are counted; what is not seen is neither given away nor told of.
        Assert.Contains("Who looks after 2 organisations?", WebUtility.HtmlDecode(await own.ReadAsync("/admin/organisations/bulk?all=true&act=Owner")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(own, "/admin/organisations/bulk?all=true&act=Trash"));
        var page = await own.ReadAsync("/admin/organisations");
        Assert.Contains("value=\"Owner\"", page);
        Assert.DoesNotContain("value=\"Trash\"", page);
    }

    [Fact]
    public async Task A_program_does_it_too_and_what_cannot_be_is_refused_under_its_name()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var homes = await HouseholdsAsync(tenant, "Famille Vidal", "Famille Roux");
        using var program = await tenant.ProgramAsync();
        const string bulk = "/api/contacts/households/bulk";
        foreach (var (body, member) in new (object, string)[]
        {
            (new { act = "stage", value = "client", ids = homes }, "act"), (new { act = "trash" }, "ids"), (new { act = "trash", ids = new[] { "never" } }, "ids"), (new { act = "owner", value = "nobody", ids = homes }, "value"),
            (new { act = "trash", filter = new { stage = "client" } }, "filter"), (new { act = "trash", filter = new { q = "nobody" } }, "filter"),
        })
        {
            var (refused, problem) = await program.PostJsonAsync(bulk, body);
            Assert.Equal(HttpStatusCode.BadRequest, refused);
            Assert.NotNull(problem!["errors"]![member]);
        }

        // An organisation's id is none of a household.
        var firm = Assert.Single(await OrganisationsAsync(tenant, "Cacao"));
        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostJsonAsync(bulk, new { act = "trash", ids = new[] { firm } })).Status);

        var (status, started) = await program.PostJsonAsync(bulk, new { act = "trash", filter = new { q = "roux" } });
        Assert.Equal((HttpStatusCode.Accepted, 1), (status, (int)started!["count"]!));
        await tenant.OperationsEndAsync();
        Assert.Equal(["Famille Vidal"], await tenant.WalkAsync("/admin/households"));
        Assert.Equal(["Cacao"], await tenant.WalkAsync("/admin/organisations"));
    }

    private static Task<List<string>> HouseholdsAsync(ContactsTenant tenant, params string[] names)
        => StoreAsync(tenant, ContactTypes.Household, names, (item, name) => item.Alter<HouseholdPart>(home => home.Name = name));

    private static Task<List<string>> OrganisationsAsync(ContactsTenant tenant, params string[] names)
        => StoreAsync(tenant, ContactTypes.Organisation, names, (item, name) => item.Alter<OrganisationPart>(firm => firm.Name = name));

    private static Task<List<string>> StoreAsync(ContactsTenant tenant, string type, string[] names, Action<ContentItem, string> name) => tenant.InAsync(async services =>
    {
        var (content, ids) = (services.GetRequiredService<IContentManager>(), new List<string>());
        foreach (var one in names)
        {
            var item = await content.NewAsync(type);
            name(item, one);
            item.DisplayText = one;
            await content.CreateAsync(item);
            ids.Add(item.ContentItemId);
        }

        return ids;
    });

    private static Task MoveInAsync(ContactsTenant tenant, string person, string home) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(person, VersionOptions.Latest))!;
        item.Alter<PersonPart>(part => part.Memberships.Add(new Membership { HouseholdId = home, Role = "parent" }));
        await content.UpdateAsync(item);
        return true;
    });

    private static Task<List<Membership>> MembershipsAsync(ContactsTenant tenant, string person)
        => tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(person, VersionOptions.Latest))!.As<PersonPart>()!.Memberships);

    private static async Task<string> AskAsync(ContactsTenant tenant, string list, string query) => WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/{list}/bulk?{query}"));

    private static async Task<string> StartAsync(ContactsTenant tenant, string list, List<KeyValuePair<string, string>> form)
    {
        using var answer = await tenant.Browser.SubmitAsync($"/admin/{list}/bulk?all=true&act=Trash", form, action: $"/admin/{list}/bulk");
        return Id(answer);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestBrowser browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return answer.StatusCode;
    }

    private static string Id(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/admin/operations/", answer.Headers.Location!.ToString());
        return answer.Headers.Location.ToString().Split('/')[^1];
    }

    private static async Task<OperationInfo> EndedAsync(ContactsTenant tenant, string operation)
    {
        await tenant.OperationsEndAsync();
        return (await tenant.InAsync(services => services.GetRequiredService<Operations>().GetAsync(operation)))!;
    }
}
