using System.Net;
using System.Text.Json.Nodes;
using Crm.Activities.Plans;
using Crm.Activities.Plans.Travel;
using Crm.Kernel.Content;
using Crm.Kernel.Liquid;
using Crm.Kernel.Recipes;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Activities.Tests.Plans;

/// <summary>Plans by their pages, recipes and API. It is Monday 23 November 2026.</summary>
public sealed class PlanPagesTests
{
    [Fact]
    public async Task A_plan_is_written_step_by_step_and_counts_back()
    {
        await using var tenant = await ActivitiesTenant.StartAsync(standsStill: true);
        var plan = await NewAsync(tenant.Admin);
        await StepAsync(tenant.Admin, plan, ("Name", "Catalogue"), ("Days", "-90"), ("Notes", "Ask Jeanne"));
        await StepAsync(tenant.Admin, plan, ("Name", "Round"), ("Days", "0"));
        var round = await KeyAsync(tenant, plan, "Round");
        await StepAsync(tenant.Admin, plan, ("Name", "Parcels"), ("Days", ""), ("Length", "5"), ("OnWorkingDays", "true"));
        var parcels = await KeyAsync(tenant, plan, "Parcels");
        await SubmitAsync(tenant.Admin, $"/admin/plans/{plan}/steps/{round}", ("Name", "Round"), ("Days", "0"), ("After", parcels));

        var page = await tenant.Admin.ReadAsync($"/admin/plans/{plan}");
        Assert.Contains("D−31", page);
        Assert.Contains("1 step is late", page);
        Assert.Contains("late by 59 days", page);
        Assert.Contains("Thu 17 Dec 2026 to Wed 23 Dec 2026", page);
        Assert.Contains("after Parcels", page);
        var list = await tenant.Admin.ReadAsync("/admin/plans");
        Assert.Contains("D−31", list);
        Assert.Contains("Parcels", list);
        Assert.Contains("D−31", await tenant.Admin.ReadAsync("/admin"));
        Assert.Contains("Catalogue", await tenant.Admin.ReadAsync("/admin/calendar?view=month&day=2026-09-25"));

        // A circle is told by name, and nothing is stored.
        using var circle = await PostAsync(tenant.Admin, $"/admin/plans/{plan}/steps/{parcels}", ("Name", "Parcels"), ("Days", ""), ("Length", "5"), ("After", round));
        Assert.Contains("These steps wait for each other: Round → Parcels → Round.", WebUtility.HtmlDecode(await circle.Content.ReadAsStringAsync()));
        Assert.Empty((await PartAsync(tenant, plan)).Steps.Single(step => step.Key == parcels).After);

        // Deleted and taken back.
        using var deleted = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}/steps/{parcels}", [new("version", "0")], $"/admin/plans/{plan}/steps/{parcels}?handler=Delete");
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.DoesNotContain((await PartAsync(tenant, plan)).Steps, step => step.Key == parcels || step.After.Count > 0);
        await UndoAsync(tenant, plan);
        Assert.Equal([parcels], (await PartAsync(tenant, plan)).Steps.Single(step => step.Key == round).After);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Moving_the_target_shows_old_and_new_first_and_can_be_taken_back(string database)
    {
        await using var tenant = await ActivitiesTenant.StartAsync(database, standsStill: true);
        var plan = await NewAsync(tenant.Admin);
        await StepAsync(tenant.Admin, plan, ("Name", "Letters"), ("Days", "-4"));
        await StepAsync(tenant.Admin, plan, ("Name", "Hall"), ("Days", "-10"));
        using var locked = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}", [new("key", await KeyAsync(tenant, plan, "Hall"))], $"/admin/plans/{plan}?handler=Lock");

        var preview = await tenant.Admin.ReadAsync($"/admin/plans/{plan}/move?to=2026-12-17T20:00");
        Assert.Contains("Sun 20 Dec 2026", preview);
        Assert.Contains("Sun 13 Dec 2026", preview);
        Assert.Contains("7 days earlier", preview);
        Assert.Contains("locked", preview);
        Assert.Equal(new DateTime(2026, 12, 24, 20, 0, 0), (await PartAsync(tenant, plan)).Target);
        Assert.Contains("lies in the past", await tenant.Admin.ReadAsync($"/admin/plans/{plan}/move?to=2026-11-01T20:00"));

        var version = System.Text.RegularExpressions.Regex.Match(preview, "name=\"version\" value=\"(\\d+)\"").Groups[1].Value;
        using var moved = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}/move?to=2026-12-17T20:00", [new("to", "2026-12-17T20:00"), new("version", version)], $"/admin/plans/{plan}/move");
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        var page = await tenant.Admin.ReadAsync($"/admin/plans/{plan}");
        Assert.Contains("D−24", page);
        Assert.Contains("Sun 13 Dec 2026", page);
        Assert.Contains("Mon 14 Dec 2026", page);

        // Moved again by who looked at what is no longer so: shown anew, nothing stored.
        using var stale = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}/move?to=2026-12-18T20:00", [new("to", "2026-12-18T20:00"), new("version", version)], $"/admin/plans/{plan}/move");
        Assert.Contains("was changed meanwhile", await stale.Content.ReadAsStringAsync());

        await UndoAsync(tenant, plan);
        Assert.Equal(new DateTime(2026, 12, 24, 20, 0, 0), (await PartAsync(tenant, plan)).Target);
    }

    [Fact]
    public async Task Who_may_only_see_plans_changes_none()
    {
        await using var tenant = await ActivitiesTenant.StartAsync(standsStill: true);
        var plan = await NewAsync(tenant.Admin);
        await StepAsync(tenant.Admin, plan, ("Name", "Letters"), ("Days", "-4"));
        var key = await KeyAsync(tenant, plan, "Letters");
        var (_, reader) = await tenant.UserAsync("reader", "ViewPlans");
        Assert.Contains("Letters", await reader.ReadAsync($"/admin/plans/{plan}"));
        foreach (var (page, handler) in new[] { ($"/admin/plans/{plan}", "Done"), ($"/admin/plans/{plan}", "Lock"), ($"/admin/plans/{plan}", "Next") })
        {
            using var answer = await reader.SubmitAsync("/admin/profile", [new("key", key)], $"{page}?handler={handler}");
            Assert.Contains(answer.StatusCode, (IEnumerable<HttpStatusCode>)[HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Redirect]);
        }

        Assert.Null((await PartAsync(tenant, plan)).Steps[0].DoneOn);
        Assert.Null((await PartAsync(tenant, plan)).Steps[0].LockedOn);
        var (_, stranger) = await tenant.UserAsync("stranger");
        using var refused = await stranger.Http.GetAsync($"admin/plans/{plan}");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task The_next_season_begins_with_what_was_noted_and_a_plan_comes_back_from_the_trash()
    {
        await using var tenant = await ActivitiesTenant.StartAsync(standsStill: true);
        var plan = await NewAsync(tenant.Admin);
        await StepAsync(tenant.Admin, plan, ("Name", "Letters"), ("Days", "-4"), ("Notes", "The van was too small"));
        using var done = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}", [new("key", await KeyAsync(tenant, plan, "Letters"))], $"/admin/plans/{plan}?handler=Done");
        Assert.Equal(new DateOnly(2026, 11, 23), (await PartAsync(tenant, plan)).Steps[0].DoneOn);
        using var next = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}", [], $"/admin/plans/{plan}?handler=Next");
        var id = next.Headers.Location!.ToString().Split('/')[^1];
        var part = await PartAsync(tenant, id);
        Assert.Equal((new DateTime(2027, 12, 24, 20, 0, 0), plan), (part.Target, part.Before));
        Assert.Equal(("", "The van was too small", (DateOnly?)null), (part.Steps[0].Notes, part.Steps[0].LastNotes, part.Steps[0].DoneOn));
        Assert.Contains("The van was too small", await tenant.Admin.ReadAsync($"/admin/plans/{id}"));

        using var gone = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}", [], $"/admin/plans/{plan}/delete");
        Assert.Contains("Bring back", await tenant.Admin.ReadAsync("/admin/plans?status=trash"));
        using var back = await tenant.Admin.SubmitAsync("/admin/plans?status=trash", [], $"/admin/plans/{plan}/restore");
        Assert.Contains("Letters", await tenant.Admin.ReadAsync($"/admin/plans/{plan}"));
    }

    [Fact]
    public async Task Recipes_carry_plans_and_Liquid_and_the_API_tell_how_far_they_are()
    {
        await using var tenant = await ActivitiesTenant.StartAsync(standsStill: true);
        var step = JsonNode.Parse("""
            { "name": "plans", "plans": [
              { "Id": "4plan00000000000000000001x", "Name": "Season", "Target": "12-24T20:00", "Zone": "Europe/Paris", "Openings": [ "2026-12-19" ], "Steps": [
                { "Key": "open", "Name": "Open", "Days": -115 }, { "Key": "last", "Name": "Last letters", "Days": -4, "ReachesPeople": true, "After": [ "open" ], "Length": 2, "OnWorkingDays": true, "Notes": "In time" } ] } ] }
            """)!.AsObject();
        using (var ran = await tenant.Admin.SubmitAsync("/admin/profile", [new("Text", $$"""{ "name": "r", "steps": [ {{step.ToJsonString()}} ] }""")], "/admin/recipes/run?handler=Progress"))
        {
            await tenant.Host.SettleAsync();
        }

        var written = await tenant.InAsync(async services => (await services.GetServices<IRecipeExporter>().OfType<PlansExporter>().Single().ExportAsync(null)).Single());
        var entry = written["plans"]!.AsArray().Single()!;
        Assert.Equal("2026-12-24T20:00", entry["Target"]!.GetValue<string>());
        Assert.Equal("""["2026-12-19"]""", entry["Openings"]!.ToJsonString());
        Assert.Equal("In time", entry["Steps"]![1]!["Notes"]!.GetValue<string>());

        Assert.Equal("31 D−31", await tenant.InAsync(services => services.GetRequiredService<LiquidTemplates>().RenderAsync("{{ plan.days_left }} {{ plan.sign }}")));
        using var api = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var answer = await api.Http.GetStringAsync("api/plans/4plan00000000000000000001x");
        Assert.Contains("\"daysLeft\":31", answer);
        Assert.Contains("\"finish\":\"2026-12-19\"", answer);
        var (status, preview) = await api.PostJsonAsync("/api/plans/4plan00000000000000000001x/move", new { target = "2026-12-31T20:00:00", preview = true });
        Assert.Equal((HttpStatusCode.OK, 38), (status, preview!["daysLeft"]!.GetValue<int>()));
        Assert.Equal(new DateTime(2026, 12, 24, 20, 0, 0), (await PartAsync(tenant, "4plan00000000000000000001x")).Target);
        await api.PostJsonAsync("/api/plans/4plan00000000000000000001x/move", new { target = "2026-12-31T20:00:00" });
        Assert.Equal(new DateTime(2026, 12, 31, 20, 0, 0), (await PartAsync(tenant, "4plan00000000000000000001x")).Target);
    }

    private static async Task<string> NewAsync(TestBrowser browser)
    {
        using var answer = await PostAsync(browser, "/admin/plans/new", ("Name", "Season"), ("Target", "2026-12-24T20:00"), ("Zone", "Europe/Paris"));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private static Task StepAsync(TestBrowser browser, string plan, params (string Name, string Value)[] fields) => SubmitAsync(browser, $"/admin/plans/{plan}/steps/new", fields);

    private static async Task SubmitAsync(TestBrowser browser, string page, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(browser, page, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
    }

    // With the version that the form was opened with.
    private static async Task<HttpResponseMessage> PostAsync(TestBrowser browser, string page, params (string Name, string Value)[] fields)
        => await browser.SubmitAsync(page, [.. Fields(fields), new("Version", System.Text.RegularExpressions.Regex.Match(await browser.ReadAsync(page), "name=\"Version\"[^>]*value=\"(\\d+)\"").Groups[1].Value)]);

    private static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) => fields.Select(field => KeyValuePair.Create("Input." + field.Name, field.Value));

    private static async Task UndoAsync(ActivitiesTenant tenant, string plan)
    {
        var version = await tenant.InAsync(async services =>
        {
            var item = await services.GetRequiredService<IContentManager>().GetAsync(plan, VersionOptions.Latest);
            return services.GetRequiredService<Crm.Kernel.Data.ISession>().GetVersion(item!);
        });
        using var answer = await tenant.Admin.SubmitAsync($"/admin/plans/{plan}", [], $"/admin/plans/{plan}/undo?version={version - 1}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task<PlanPart> PartAsync(ActivitiesTenant tenant, string plan) => tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(plan, VersionOptions.Latest))!.As<PlanPart>()!);

    private static async Task<string> KeyAsync(ActivitiesTenant tenant, string plan, string name) => (await PartAsync(tenant, plan)).Steps.Single(step => step.Name == name).Key;
}
