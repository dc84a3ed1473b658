using System.Net;
using System.Text.Json.Nodes;
using Crm.Calls.Outcomes;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Calls.Tests.List;

/// <summary>The call list of today, each as its reader may see it.</summary>
public sealed class ListTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_shows_whom_to_ring_and_what_to_say_today_and_not_what_is_for_later(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        Assert.Contains("No call to make", await tenant.Admin.ReadAsync("/admin/calls"));
        var call = await tenant.CallAsync(await tenant.PersonAsync("Roux", "+33140205050"), "NOEL26", message => message with { Topic = "Jouets" });
        await tenant.SayAsync(await tenant.CallAsync(await tenant.PersonAsync("Later")), CallOutcomes.NotReached);
        var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync("/admin/calls?who=all"));
        foreach (var shown in (string[])["Ada Roux", "tel:+33140205050", "Ask for news.", "Jouets", $"/admin/tasks/{call}"])
        {
            Assert.Contains(shown, page);
        }

        Assert.DoesNotContain("Ada Later", page);
        tenant.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("Ada Later", await tenant.Admin.ReadAsync("/admin/calls?who=all"));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task More_than_a_page_is_reached_page_by_page(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        for (var i = 0; i < 23; i++)
        {
            await tenant.PutAsync(await tenant.PersonAsync($"N{i:00}"));
        }

        await tenant.SendAsync();
        var (seen, address) = (new List<string>(), "/admin/calls?who=all");
        while (address is not null)
        {
            var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync(address));
            seen.AddRange(System.Text.RegularExpressions.Regex.Matches(page, ">Ada (N\\d\\d)<").Select(match => match.Groups[1].Value));
            address = System.Text.RegularExpressions.Regex.Match(page, "href=\"[^\"]*(/admin/calls\\?[^\"]*after=[^\"]*)\"") is { Success: true } next ? next.Groups[1].Value : null;
        }

        Assert.Equal(23, seen.Count);
        Assert.Equal(23, seen.Distinct().Count());
    }

    [Fact]
    public async Task Who_may_do_own_tasks_alone_has_own_calls_alone()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var (agent, id, _) = await tenant.AsAsync("MakeCalls", "EditOwnTasks", "ViewContacts");
        var mine = await tenant.CallAsync(await tenant.PersonAsync("Mine", owner: id));
        var other = await tenant.CallAsync(await tenant.PersonAsync("Other", "+33140205051"));
        var page = await agent.ReadAsync("/admin/calls?who=all");
        Assert.Contains("Ada Mine", page);
        Assert.DoesNotContain("Ada Other", page);
        Assert.Contains("Reached", await tenant.SayAsync(mine, CallOutcomes.Reached, browser: agent));
        await tenant.SayAsync(other, CallOutcomes.Reached, browser: agent);
        Assert.Null((await tenant.TaskAsync(other)).DoneUtc);

        var (reader, _, _) = await tenant.AsAsync("MakeCalls", "ViewTasks", "ViewContacts");
        Assert.DoesNotContain("name=\"outcome\"", await reader.ReadAsync("/admin/calls?who=all"));
        await tenant.SayAsync(other, CallOutcomes.Reached, browser: reader);
        Assert.Null((await tenant.TaskAsync(other)).DoneUtc);
        var (none, _, _) = await tenant.AsAsync("EditTasks", "ViewContacts");
        using var refused = await none.GetAsync("/admin/calls");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_program_reads_the_list_says_what_came_of_a_call_and_takes_it_back()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var call = await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var line = (await program.ReadJsonAsync("/api/calls"))["items"]!.AsArray().Single()!;
        Assert.Equal((call, "Ada Roux", CallsTenant.Number, "Ask for news."), (line["id"]!.ToString(), line["name"]!.ToString(), line["number"]!.ToString(), line["points"]!.ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostJsonAsync($"/api/calls/{call}/outcome", new { outcome = "vanished" })).Status);
        var (status, said) = await program.PostJsonAsync($"/api/calls/{call}/outcome", new { outcome = "reached", note = "Well." });
        Assert.Equal((HttpStatusCode.OK, 1, true), (status, (int)said!["tries"]!, (bool)said["isSettled"]!));
        Assert.Equal(["reply"], await tenant.ReturnsAsync(call));
        Assert.Equal(HttpStatusCode.Conflict, (await program.PostJsonAsync($"/api/calls/{call}/take-back?tries=2")).Status);
        Assert.Equal(HttpStatusCode.OK, (await program.PostJsonAsync($"/api/calls/{call}/take-back?tries=1")).Status);
        Assert.Empty(await tenant.ReturnsAsync(call));
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostJsonAsync("/api/calls/x/outcome", new { outcome = "reached" })).Status);
    }

    [Fact]
    public async Task A_hidden_number_and_a_person_out_of_sight_are_not_shown()
    {
        await using var tenant = await CallsTenant.StartAsync();
        await tenant.DoAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var rights = await fields.GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = "Person", Path = "ContactPointsPart.Phones", Roles = ["Administrator"] });
            await fields.UpdateAsync(rights);
        });
        await tenant.CallAsync(await tenant.PersonAsync("Roux", "+33140205059"));
        var (agent, _, _) = await tenant.AsAsync("MakeCalls", "EditTasks", "ViewContacts");
        var page = await agent.ReadAsync("/admin/calls?who=all");
        Assert.Contains("Ada Roux", page);
        Assert.Contains("No number to ring", page);
        Assert.DoesNotContain("33140205059", page);
        Assert.DoesNotContain("33140205059", (await agent.ReadJsonAsync("/api/tasks")).ToJsonString());

        var (blind, _, _) = await tenant.AsAsync("MakeCalls", "EditTasks");
        Assert.DoesNotContain("/admin/people/", (await blind.ReadAsync("/admin/calls?who=all")).Split("<main")[1]);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_refused_with_a_sentence_and_the_note_is_kept()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var call = await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        Assert.Contains("Say what came of the call.", await tenant.SayAsync(call, "vanished", "My note"));
        var page = await tenant.SayAsync(call, CallOutcomes.Reached, new string('x', 2001));
        Assert.Contains("What was said has at most 2,000 characters.", page);
        Assert.Contains(new string('x', 2001), page);
        Assert.Null((await tenant.TaskAsync(call)).DoneUtc);
        using var strange = await tenant.Admin.SubmitAsync("/admin/profile", [new("call", "x"), new("outcome", CallOutcomes.Reached)], "/admin/calls?handler=Say");
        Assert.Equal(HttpStatusCode.NotFound, strange.StatusCode);
    }

    [Fact]
    public async Task It_speaks_french_and_so_does_the_task_of_a_french_site()
    {
        await using var tenant = await CallsTenant.StartAsync();
        await tenant.SiteAsync(site => site.Properties["LocalizationSettings"] = new JsonObject { ["DefaultCulture"] = "fr", ["SupportedCultures"] = new JsonArray("fr", "en") });
        await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        Assert.Equal("Appeler Ada Roux\u00a0: Subject of act", Assert.Single(await tenant.TasksAsync()).DisplayText);
        tenant.Admin.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        tenant.Admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync("/admin/calls?who=all"));
        Assert.Contains("Liste d’appels", page);
        Assert.Contains("Faux numéro", page);
        Assert.Contains("01 40 20 50 50", page);
    }
}
