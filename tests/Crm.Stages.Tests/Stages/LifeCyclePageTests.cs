using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Stages;

/// <summary>The life cycle counted, edited and taken along.</summary>
[Collection(StagesTenant.Clock)]
public sealed partial class LifeCyclePageTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Every_figure_opens_the_people_behind_it_and_equals_them(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var away = await tenant.AddAsync("Partie", "prospect");
        await tenant.MoveAsync(away, "client");
        await tenant.MoveAsync(away, "prospect");
        await tenant.MoveAsync(away, "client");
        using (await tenant.Browser.SubmitAsync($"/admin/people/{await tenant.AddAsync("Corbeille", "client")}", [], $"/admin/contacts/{await tenant.PersonAsync("corbeille")}/delete"))
        {
        }

        var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/stages"));
        var figures = Figure().Matches(page).Select(match => (Address: match.Groups["href"].Value[$"/{tenant.Settings.Name}".Length..], Count: int.Parse(match.Groups["count"].Value))).Distinct().ToList();
        Assert.True(figures.Count >= 12, $"only {figures.Count} figures");
        foreach (var (address, count) in figures)
        {
            Assert.True(count == (await tenant.WalkAsync(address)).Count, $"{address}: {count} on the page, {(await tenant.WalkAsync(address)).Count} in the list");
        }

        // Twice to client, one person.
        var moved = figures.Single(figure => Uri.UnescapeDataString(figure.Address).Contains("\"from\":\"prospect\",\"to\":\"client\"", StringComparison.Ordinal));
        Assert.Contains("Ada Partie", await tenant.WalkAsync(moved.Address));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Medians_and_the_stuck_are_those_of_a_plain_count(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        var now = tenant.Host.Clock.GetUtcNow().UtcDateTime;
        var parts = await tenant.InAsync(async services =>
        {
            var ids = await services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().Select(row => row.ContentItemId).ToListAsync();
            return (await services.GetRequiredService<IContentManager>().GetAsync(ids, VersionOptions.Latest)).Select(item => (item.As<PersonPart>()!.Stage, Changes: item.As<LifeCyclePart>()?.Changes ?? [])).ToList();
        });
        var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/stages"));
        foreach (var stage in new[] { "prospect", "client", "dormant" })
        {
            var inside = parts.Where(part => part.Stage == stage).Select(part => (int)(now - part.Changes[^1].At!.Value).TotalDays).Order().ToList();
            var left = parts.SelectMany(part => part.Changes.Zip(part.Changes.Skip(1)).Where(pair => pair.First.To == stage).Select(pair => (int)(pair.Second.At!.Value - pair.First.At!.Value).TotalDays)).Order().ToList();
            var line = Regex.Match(page, $"""<tr>\s*<td><a href="[^"]*stage={stage}"(.|\n)*?</tr>""").Value;
            var cells = Cell().Matches(line).Select(match => Tag().Replace(match.Groups["text"].Value, "").Trim()).ToList();
            Assert.NotEmpty(inside);
            Assert.Equal([$"{inside.Count}", $"{inside[(inside.Count - 1) / 2]}", left.Count == 0 ? "—" : $"{left[(left.Count - 1) / 2]}"], cells[..3]);
            if (stage == "prospect")
            {
                Assert.StartsWith($"{inside.Count(days => days >= 90)}", cells[3]);
                var listed = await tenant.ListAsync("/admin/people?stage=prospect&where=" + Uri.EscapeDataString("""{"version":1,"match":"all","of":[{"rule":"stage.since","operator":"stuck"}]}""") + "&sort=since");
                Assert.Equal(inside.Count(days => days >= 90), listed.Names.Count);
            }
        }
    }

    [Fact]
    public async Task Who_sees_his_own_people_only_counts_no_others()
    {
        var all = await Scopes.OwnAndTeam.OnAsync("Sqlite");
        using var anna = await all.Tenant.As("anna");
        var page = WebUtility.HtmlDecode(await anna.ReadAsync("/admin/stages"));
        Assert.DoesNotContain("Secrete", page);
        foreach (Match match in Figure().Matches(page))
        {
            Assert.Equal(int.Parse(match.Groups["count"].Value), (await all.Tenant.WalkAsync(match.Groups["href"].Value[$"/{all.Tenant.Settings.Name}".Length..], anna)).Count);
        }
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_stage_is_added_renamed_taken_out_of_use_with_its_people_and_brought_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        List<KeyValuePair<string, string>> form = [new("Input.Names[0].Culture", "en"), new("Input.Names[0].Name", "Trial period"), new("Input.Names[1].Culture", "fr"), new("Input.Names[1].Name", "À l’essai"), new("Input.Kind", "Open"), new("Input.StuckAfterDays", "30"), new("Input.Place", "1")];
        using (var made = await tenant.Browser.SubmitAsync("/admin/stages/new", form))
        {
            Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        }

        Assert.Contains("There is such a stage already.", WebUtility.HtmlDecode(await (await tenant.Browser.SubmitAsync("/admin/stages/new", form)).Content.ReadAsStringAsync()));
        var stages = await tenant.InAsync(services => services.GetRequiredService<LifeCycle>().ListAsync());
        Assert.Equal(("trial-period", 30), (stages[0].Key, stages[0].StuckAfterDays));
        var id = await tenant.AddAsync("Essai", "trial-period");
        Assert.Contains("Trial period", await tenant.Browser.ReadAsync($"/admin/people/{id}"));

        using (await tenant.Browser.SubmitAsync("/admin/stages/trial-period", [new("Input.Names[0].Culture", "en"), new("Input.Names[0].Name", "On trial"), new("Input.Kind", "Open"), new("Input.Place", "2")]))
        {
        }

        Assert.Contains("On trial", await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        var asked = await tenant.Browser.SubmitAsync("/admin/stages/trial-period/remove", []);
        Assert.Contains("Say where its people go.", await asked.Content.ReadAsStringAsync());
        using var removed = await tenant.Browser.SubmitAsync("/admin/stages/trial-period/remove", [new("Target", "prospect")]);
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        var operation = removed.Headers.Location!.ToString().Split('/')[^1];
        await tenant.OperationsEndAsync();
        Assert.Equal(["→trial-period", "trial-period→prospect"], await tenant.WayAsync(id));
        Assert.DoesNotContain("value=\"trial-period\"", await tenant.Browser.ReadAsync("/admin/people/new"));
        Assert.Contains("On trial → Prospect", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/{id}")));
        using (var gone = await tenant.Browser.GetAsync("/admin/stages/trial-period"))
        {
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        using (await tenant.Browser.SubmitAsync($"/admin/operations/{operation}", [], $"/admin/operations/{operation}?handler=Undo"))
        {
            await tenant.OperationsEndAsync();
        }

        Assert.Equal(["→trial-period"], await tenant.WayAsync(id));
        using (await tenant.Browser.SubmitAsync("/admin/stages", [], "/admin/stages/trial-period/restore"))
        {
        }

        Assert.Contains("value=\"trial-period\"", await tenant.Browser.ReadAsync("/admin/people/new"));
    }

    [Fact]
    public async Task Only_who_may_manage_stages_changes_them()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Editing", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "edith", "Editing");
        using var edith = await tenant.As("edith");
        Assert.DoesNotContain("/admin/stages/new", await edith.ReadAsync("/admin/stages"));
        foreach (var address in new[] { "/admin/stages/new", "/admin/stages/client", "/admin/stages/client/remove" })
        {
            using var refused = await edith.GetAsync(address);
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }
    }

    [Theory]
    [InlineData("pere-noel", "grown-up")]
    [InlineData("b2b", "lead")]
    public async Task Recipes_bring_their_stages_and_what_is_exported_brings_them_again(string recipe, string own)
    {
        await using var host = await TestHost.StartAsync(new TestHostOptions());
        var settings = await host.SetupTenantAsync(recipe: recipe);
        var step = await host.InTenantAsync(settings, async services =>
        {
            Assert.Contains(await services.GetRequiredService<LifeCycle>().ListAsync(), stage => stage.Key == own);
            return Assert.Single(await services.GetServices<IRecipeExporter>().Single(exporter => exporter.StepName == "stages").ExportAsync(null));
        });
        var again = JsonNode.Parse(step.ToJsonString())!.AsObject();
        again["stages"]!.AsArray().RemoveAt(0);
        again["others"] = "retire";
        var file = new JsonObject { ["name"] = "again", ["steps"] = new JsonArray(again) };
        var report = await host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(settings, Kernel.Recipes.Harvest.RecipeFile.Upload("again.recipe.json", System.Text.Encoding.UTF8.GetBytes(file.ToJsonString())));
        Assert.Equal(RecipeOutcome.Done, report.Outcome);
        await host.InTenantAsync(settings, async services =>
        {
            var stages = await services.GetRequiredService<LifeCycle>().ListAsync();
            Assert.Equal(step["stages"]![0]!["Key"]!.ToString(), Assert.Single(stages, stage => stage.IsRetired).Key);
            Assert.Equal(step["stages"]!.AsArray().Count, stages.Count);
            return true;
        });
    }

    [GeneratedRegex("""<a href="(?<href>[^"]*/admin/people\?[^"]*)">(?<count>[0-9]+)</a>""")]
    private static partial Regex Figure();

    [GeneratedRegex("""<td class="num"[^>]*>(?<text>(.|\n)*?)</td>""")]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
