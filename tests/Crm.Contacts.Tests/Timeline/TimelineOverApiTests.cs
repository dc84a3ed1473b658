using System.Net;
using Crm.Contacts.Timeline;
using Crm.Contacts.Tests.Scopes;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Timeline;

/// <summary>The timeline over the API is that of the page.</summary>
public sealed class TimelineOverApiTests
{
    [Fact]
    public async Task It_is_walked_from_the_newest_and_narrowed_to_a_kind_for_a_person_and_their_household()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var person = (await tenant.PeopleAsync(("Odile", "Roux")))[0];
        var home = await FillAsync(tenant, person);

        foreach (var timeline in new[] { $"/api/contacts/people/{person}/timeline", $"/api/contacts/households/{home}/timeline" })
        {
            var (seen, older) = (new List<string>(), "");
            for (string? next = ""; next is not null;)
            {
                var page = await tenant.Browser.ReadJsonAsync($"{timeline}?take=2&older={next}");
                seen.AddRange(page.Each("title"));
                (older, next) = (older + next, page["older"]?.ToString());
            }

            Assert.Equal(["entry 4", "entry 3", "entry 2", "entry 1", "entry 0"], seen);
            Assert.NotEmpty(older);
            Assert.Equal(["entry 4", "entry 0"], (await tenant.Browser.ReadJsonAsync($"{timeline}?kind=call")).Each("title"));
        }

        var first = (await tenant.Browser.ReadJsonAsync($"/api/contacts/people/{person}/timeline?take=1"))["items"]![0]!;
        Assert.Equal(("Call", "call", "True", "Interaction"), (first["label"]!.ToString(), first["kind"]!.ToString(), ((bool)first["isDate"]!).ToString(), first["sourceType"]!.ToString()));

        await tenant.HideAsync((ContactTypes.Interaction, "InteractionPart.Text"));
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "viewer", "Viewer");
        using var viewer = await tenant.ProgramAsync("viewer");
        Assert.Equal("Call", (await viewer.ReadJsonAsync($"/api/contacts/people/{person}/timeline")).Each("title")[0]);
    }

    [Fact]
    public async Task A_call_is_recorded_with_a_person_and_their_home_and_what_cannot_be_is_refused_under_its_name()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var (person, home) = await tenant.FirstHomeOfAsync("claire lefevre");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "ViewContacts", "EditOwnContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own");
        using var program = await tenant.ProgramAsync();
        using var anna = await tenant.ProgramAsync("anna");
        var timeline = $"/api/contacts/people/{person}/timeline";

        var (status, recorded) = await program.PostJsonAsync(timeline, new { kind = "call", direction = "in", text = "Rang about the doll\nand the bear" });
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(HttpStatusCode.Created, (await program.PostJsonAsync($"/api/contacts/households/{home}/timeline", new { text = "Of all of them", day = "2026-11-01" })).Status);
        Assert.Equal("Rang about the doll", (await program.ReadJsonAsync($"{timeline}?take=1")).Each("title")[0]);
        Assert.Equal(recorded!["contentItemId"]!.ToString(), (await program.ReadJsonAsync($"/api/contacts/households/{home}/timeline?take=1")).Each("sourceId")[0]);
        Assert.Contains("Of all of them", (await program.ReadJsonAsync($"/api/contacts/households/{home}/timeline?kind=note")).Each("title"));

        foreach (var (body, member) in new (object, string)[] { (new { text = " " }, "text"), (new { text = "a", kind = "shoe" }, "kind"), (new { text = "a", day = "2999-01-01" }, "day") })
        {
            var (refused, problem) = await program.PostJsonAsync(timeline, body);
            Assert.Equal(HttpStatusCode.BadRequest, refused);
            Assert.NotNull(problem!["errors"]![member]);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await anna.PostJsonAsync(timeline, new { text = "a" })).Status);
    }

    [Theory]
    [InlineData("kind=shoe", "letter")]
    [InlineData("take=201", "200")]
    [InlineData("older=yesterday", "older")]
    public async Task What_cannot_be_is_refused_in_a_sentence(string query, string said)
    {
        var all = await OwnAndTeam.OnAsync("Sqlite");
        var (status, problem) = await all.Anna.SendJsonAsync(HttpMethod.Get, all.At($"/api/contacts/people/{{anna}}/timeline?{query}"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(said, problem!["title"]!.ToString());
    }

    [Theory]
    [InlineData("/api/contacts/people/{zoe}/timeline")]
    [InlineData("/api/contacts/households/{home}/timeline")]
    [InlineData("/api/contacts/people/{common}/timeline")]
    public async Task Of_who_is_out_of_sight_there_is_none(string address)
    {
        var all = await OwnAndTeam.OnAsync("Sqlite");
        using var answer = await all.Anna.GetAsync(all.At(address));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Task<string> FillAsync(ContactsTenant tenant, string person) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var home = await content.NewAsync(ContactTypes.Household);
        await content.CreateAsync(home);
        for (var number = 0; number < 5; number++)
        {
            var item = await content.NewAsync(ContactTypes.Interaction);
            item.Apply(new InteractionPart
            {
                Kind = number % 4 == 0 ? "call" : "note", At = new DateTime(2026, 3, 1 + number, 0, 0, 0, DateTimeKind.Utc), IsDate = true, Title = $"entry {number}", Text = $"entry {number}", PersonIds = [person], HouseholdIds = [home.ContentItemId],
            });
            await content.CreateAsync(item);
        }

        return home.ContentItemId;
    });
}
