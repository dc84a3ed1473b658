using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Segments;

public sealed partial class SegmentsTests
{
    private const string Clients = """{ "version": 1, "match": "all", "of": [ { "rule": "person.stage", "operator": "is", "values": { "value": "client" } }, { "rule": "household.child", "operator": "any" } ] }""";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_segments_number_is_that_of_its_list_and_its_parts_are_its_people(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var id = await AddAsync(tenant, "Parents", Clients);
        var listed = await tenant.WalkAsync($"/admin/people?segment={id}");
        Assert.InRange(listed.Count, 5, (await tenant.WalkAsync("/admin/people")).Count - 5);
        Assert.Contains("Claire Lefèvre", listed);
        Assert.DoesNotContain("Jonas Lefèvre", listed);
        Assert.Equal($"{listed.Count}", await tenant.Browser.ReadAsync($"/admin/segments?handler=Count&id={id}"));
        Assert.Equal($"{listed.Count}", await tenant.Browser.ReadAsync($"/admin/people?segment={id}&handler=Count"));
        Assert.Contains("Stage is Client and Lives with a child of any age", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/segments")));

        await tenant.InAsync(async services =>
        {
            var people = (await services.GetRequiredService<Contacts.Segments.Segments>().FindAsync(ConditionTests.Admin, id, onePerHousehold: false, CancellationToken.None))!;
            var all = new List<string>();
            for (var after = 0L; (await people.PageAsync(after, 3, CancellationToken.None)) is { Count: > 0 } page; after = page[^1].DocumentId)
            {
                all.AddRange(page.Select(person => person.ContentItemId));
            }

            Assert.Equal(listed.Count, all.Distinct().Count());
            Assert.Equal(listed.Count, await people.CountAsync(CancellationToken.None));
            Assert.True(await people.HasAsync(all[2], CancellationToken.None));
            Assert.False(await people.HasAsync("nobody", CancellationToken.None));

            var homes = (await services.GetRequiredService<Contacts.Segments.Segments>().FindAsync(ConditionTests.Admin, id, onePerHousehold: true, CancellationToken.None))!;
            var rows = (await services.GetRequiredService<IContentManager>().GetAsync(all, VersionOptions.Latest)).Select(item => (item, Home: item.As<PersonPart>()!.Memberships[0].HouseholdId)).ToList();
            Assert.Equal(rows.Select(row => row.Home).Distinct().Count(), await homes.CountAsync(CancellationToken.None));
            foreach (var home in rows.GroupBy(row => row.Home).Where(home => home.Count() > 1))
            {
                var eldest = home.MinBy(row => row.item.As<PersonPart>()!.BirthDate)!;
                Assert.True(await homes.HasAsync(eldest.item.ContentItemId, CancellationToken.None));
            }

            return true;
        });
    }

    [Fact]
    public async Task A_segment_is_built_by_the_forms_buttons_alone_and_stored_as_it_was_built()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var form = new Dictionary<string, string> { ["Name"] = "Young families", ["Version"] = "0", ["Nodes[0].Depth"] = "0", ["Nodes[0].Match"] = "all", ["Nodes[1].Depth"] = "1", ["Nodes[1].Rule"] = "person.town", ["Nodes[1].Op"] = "is", ["Nodes[1].Values[value]"] = "Libourne" };
        var built = await PostAsync(tenant, "/admin/segments/new?handler=Build", form, ("act", "group:0"));
        Assert.Contains("name=\"Nodes[2].Match\"", built);
        Assert.Contains("name=\"Nodes[3].Rule\"", built);
        Assert.Contains("value=\"Libourne\"", built);

        foreach (var (name, value) in new[] { ("Nodes[2].Depth", "1"), ("Nodes[2].Match", "any"), ("Nodes[3].Depth", "2"), ("Nodes[3].Rule", "person.age"), ("Nodes[3].Op", "under"), ("Nodes[3].Values[to]", "6"), ("Nodes[3].Not", "true") })
        {
            form[name] = value;
        }

        var moved = await PostAsync(tenant, "/admin/segments/new?handler=Build", form, ("act", "up:3"));
        Assert.Matches("""Nodes\[2\]\.Rule(.|\n)*Nodes\[3\]\.Match""", moved);
        Assert.Contains("Town is “Libourne” and not: Age is under 6", WebUtility.HtmlDecode(await PostAsync(tenant, "/admin/segments/new?handler=Preview", form)));
        Assert.Contains("a number from 0 to 150", await PostAsync(tenant, "/admin/segments/new?handler=Preview", form, ("Nodes[3].Values[to]", "six")));
        Assert.Contains("a number from 0 to 150", await PostAsync(tenant, "/admin/segments/new", form, ("Nodes[3].Values[to]", "six")));
        Assert.Contains("needs a name", await PostAsync(tenant, "/admin/segments/new", form, ("Name", " ")));

        using var saved = await tenant.Browser.SubmitAsync("/admin/segments/new", form);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var item = await FirstAsync(tenant);
        Assert.Equal("Young families", item.DisplayText);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{ "version": 1, "match": "all", "of": [ { "rule": "person.town", "operator": "is", "values": { "value": "Libourne" } }, { "match": "any", "of": [ { "rule": "person.age", "operator": "under", "not": true, "values": { "to": 6 } } ] } ] }"""),
            item.As<SegmentPart>()!.Condition));
        Assert.Contains("value=\"Libourne\"", await tenant.Browser.ReadAsync($"/admin/segments/{item.ContentItemId}"));
    }

    [Fact]
    public async Task Two_who_change_one_segment_do_not_overwrite_each_other_and_what_is_thrown_away_comes_back()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = await AddAsync(tenant, "Parents", Clients);
        var page = await tenant.Browser.ReadAsync($"/admin/segments/{id}");
        var form = new Dictionary<string, string> { ["Name"] = "Mothers", ["Version"] = VersionInput().Match(page).Groups["version"].Value, ["Nodes[0].Depth"] = "0", ["Nodes[0].Match"] = "all" };
        using (var first = await tenant.Browser.SubmitAsync($"/admin/segments/{id}", form))
        {
            Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        }

        Assert.Contains("Somebody else changed", await PostAsync(tenant, $"/admin/segments/{id}", form));
        using (await tenant.Browser.SubmitAsync($"/admin/segments/{id}", [], $"/admin/segments/{id}/delete"))
        {
        }

        Assert.DoesNotContain("Mothers</a>", await tenant.Browser.ReadAsync("/admin/segments"));
        Assert.Contains("There is no such segment", await tenant.Browser.ReadAsync($"/admin/people?segment={id}"));
        using (await tenant.Browser.SubmitAsync("/admin/segments?status=trash", [], $"/admin/segments/{id}/restore"))
        {
        }

        Assert.Contains("Mothers</a>", await tenant.Browser.ReadAsync("/admin/segments"));
    }

    [Fact]
    public async Task Who_may_not_see_a_field_cannot_count_by_it_in_any_way()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var id = await AddAsync(tenant, "Clients", Clients);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "AccessAdminPanel", "ViewContacts", "ManageSegments", "EditContacts", "ExportContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "vera", "Viewer");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var hidden = await fields.GetOrCreateMutableAsync();
            hidden.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "PersonPart.Stage", Roles = ["Chosen"] });
            await fields.UpdateAsync(hidden);
            return true;
        });
        using var vera = await tenant.As("vera");
        Assert.Contains("hidden from you", await vera.ReadAsync($"/admin/people?segment={id}"));
        Assert.Equal("0", await vera.ReadAsync($"/admin/people?segment={id}&handler=Count"));
        Assert.Equal("–", await vera.ReadAsync($"/admin/segments?handler=Count&id={id}"));
        Assert.DoesNotContain("client", await vera.ReadAsync($"/admin/segments/{id}"));
        var where = Uri.EscapeDataString(Clients);
        Assert.Contains("hidden from you", await vera.ReadAsync($"/admin/people?where={where}"));
        Assert.Equal("0", await vera.ReadAsync($"/admin/people?where={where}&handler=Count"));
        using var api = await vera.GetAsync($"/api/contacts/people?where={where}");
        Assert.Equal(HttpStatusCode.BadRequest, api.StatusCode);
        using var bulk = await vera.GetAsync($"/admin/people/bulk?all=true&act=Owner&where={where}");
        Assert.Equal(HttpStatusCode.Redirect, bulk.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_use_segments_gets_no_list_by_one()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var id = await AddAsync(tenant, "Clients", Clients);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "rene", "Reader");
        using var rene = await tenant.As("rene");
        Assert.Contains("you may not use it", await rene.ReadAsync($"/admin/people?segment={id}"));
        using var list = await rene.GetAsync("/admin/segments");
        Assert.NotEqual(HttpStatusCode.OK, list.StatusCode);
    }

    [Fact]
    public async Task A_bulk_act_on_all_that_match_reaches_the_segment_and_nobody_else()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.DemoAsync();
        var id = await AddAsync(tenant, "Parents", Clients);
        var (before, inside) = (await tenant.WalkAsync("/admin/people?stage=dormant"), await tenant.WalkAsync($"/admin/people?segment={id}"));
        using (var started = await tenant.Browser.SubmitAsync($"/admin/people/bulk?all=true&act=Stage&segment={id}", [new("all", "true"), new("act", "Stage"), new("segment", id), new("value", "dormant")], "/admin/people/bulk"))
        {
            Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        }

        await tenant.Host.SettleAsync();
        Assert.Equal(before.Concat(inside).Order(), (await tenant.WalkAsync("/admin/people?stage=dormant")).Order());
    }

    [Theory]
    [InlineData("pere-noel", "Anniversaires des 14 prochains jours")]
    [InlineData("b2b", "Clients to call")]
    public async Task The_recipes_bring_segments_that_can_be_asked_and_a_segment_travels_as_JSON(string recipe, string name)
    {
        await using var host = await TestHost.StartAsync(new TestHostOptions());
        var settings = await host.SetupTenantAsync(recipe: recipe);
        await host.InTenantAsync(settings, async services =>
        {
            var segments = services.GetRequiredService<Contacts.Segments.Segments>();
            var all = await segments.ListAsync(ConditionTests.Admin, CancellationToken.None);
            Assert.Equal(3, all.Count);
            Assert.Contains(all, segment => segment.Name == name);
            foreach (var segment in all)
            {
                Assert.Empty((await segments.FindAsync(ConditionTests.Admin, segment.Id, onePerHousehold: false, CancellationToken.None))!.Faults);
            }

            var content = services.GetRequiredService<IContentManager>();
            var step = Assert.Single(await services.GetServices<Kernel.Recipes.IRecipeExporter>().Single(exporter => exporter.StepName == "segments").ExportAsync([all[0].Id]));
            Assert.Equal((all[0].Id, all[0].Name), ((string?)step["segments"]![0]!["Id"], (string?)step["segments"]![0]!["Name"]));
            var stored = (await content.GetAsync(all[0].Id, VersionOptions.Latest))!;
            var copy = System.Text.Json.JsonSerializer.Deserialize<ContentItem>(System.Text.Json.JsonSerializer.Serialize(stored))!;
            Assert.Equal(0, (await content.ImportAsync([copy])).Updated);
            copy = System.Text.Json.JsonSerializer.Deserialize<ContentItem>(System.Text.Json.JsonSerializer.Serialize(stored).Replace(stored.ContentItemId, new string('x', 26)).Replace("\"operator\":", "\"by\":"))!;
            var fault = Assert.Single((await content.ImportAsync([copy])).Faults.Where(fault => fault.Path.StartsWith("SegmentPart.Condition.of[0]", StringComparison.Ordinal)).Take(1));
            Assert.NotEmpty(fault.Message);
            return true;
        });
    }

    internal static Task<string> AddAsync(ContactsTenant tenant, string name, string condition) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(Contacts.Segments.Segments.ContentType);
        item.Alter<TitlePart>(part => part.Title = name);
        item.Alter<SegmentPart>(part => part.Condition = (JsonObject)JsonNode.Parse(condition)!);
        Assert.True((await content.ValidateAsync(item)).Succeeded);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private static Task<ContentItem> FirstAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var segment = (await services.GetRequiredService<Contacts.Segments.Segments>().ListAsync(ConditionTests.Admin, CancellationToken.None))[0];
        return (await services.GetRequiredService<IContentManager>().GetAsync(segment.Id, VersionOptions.Latest))!;
    });

    private static async Task<string> PostAsync(ContactsTenant tenant, string address, Dictionary<string, string> form, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>(form);
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        using var answer = await tenant.Browser.SubmitAsync(address.Split('?')[0], fields, address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("""name="Version"[^>]*value="(?<version>\d+)""")]
    private static partial Regex VersionInput();
}
