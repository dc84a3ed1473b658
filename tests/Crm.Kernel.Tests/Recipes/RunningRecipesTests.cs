using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid.Templates;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Steps;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Recipes;

public class RunningRecipesTests
{
    private const string Deals = """
        { "name": "deals",
          "variables": { "first": "[js: uuid()]" },
          "steps": [
            { "name": "settings", "SiteName": "[js: 'CRM' + ' ' + 1]", "PageSize": "25", "LayerSettings": { "Zones": ["Content"] } },
            { "name": "roles", "Roles": [ { "Name": "Sales", "Permissions": ["ViewContent", "Edit_Deal"] } ] },
            { "name": "Users", "Users": [ { "UserName": "ann", "Email": "a@x.org", "RoleNames": ["Sales"] } ] },
            { "name": "ContentDefinition",
              "ContentTypes": [ { "Name": "Deal", "DisplayName": "Deal",
                "Settings": { "ContentTypeSettings": { "Creatable": true, "Draftable": true, "Versionable": true }, "Third.Party": { "Kept": 1 } },
                "ContentTypePartDefinitionRecords": [
                  { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
                  { "PartName": "Deal", "Name": "Deal", "Settings": {} } ] } ],
              "ContentParts": [ { "Name": "Deal", "Settings": {}, "ContentPartFieldDefinitionRecords": [
                { "FieldName": "NumericField", "Name": "Amount", "Settings": { "NumericFieldSettings": { "Scale": 2 } } } ] } ] },
            { "name": "Content", "data": [
              { "ContentItemId": "[js: variables('first')]", "ContentItemVersionId": "[js: uuid()]", "ContentType": "Deal", "DisplayText": "Renewal", "Latest": true, "Published": true,
                "TitlePart": { "Title": "Renewal" }, "Deal": { "Amount": { "Value": "[js: 1200.5]" } } },
              { "ContentItemId": "[js: uuid()]", "ContentType": "Deal", "Latest": true, "Published": true, "TitlePart": { "Title": "Second" } } ] },
            { "name": "Templates", "Templates": { "Content__Deal": { "Content": "{{ Model.ContentItem.DisplayText }}" } } },
            { "name": "layers", "Layers": [ { "Name": "Always", "Rule": "true" } ] }
          ] }
        """;

    [Fact]
    public async Task A_recipe_runs_step_by_step_and_each_step_says_what_became_of_it()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var seen = new List<string>();
        var report = await tenant.RunAsync(Deals, new RecipeOptions { Progress = new Told(progress => seen.Add($"{progress.Step}/{progress.Steps} {progress.StepName} {progress.State}")) });
        Assert.Equal([], report.Problems.Where(problem => !problem.IsWarning));
        Assert.Equal(RecipeOutcome.Done, report.Outcome);
        Assert.Equal(6, report.Steps.Count(step => step.State == RecipeStepState.Done));
        Assert.Equal(RecipeStepState.Kept, report.Steps[6].State);
        Assert.Equal(["1/7 settings Running", "1/7 settings Done"], seen.Take(2));

        var site = await tenant.AskAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync());
        Assert.Equal(("CRM 1", 25), (site.SiteName, site.PageSize));
        Assert.Equal("Content", site.Properties["LayerSettings"]!["Zones"]![0]!.ToString());
        Assert.Equal(1200.5m, (decimal)(await ItemsAsync(tenant)).First(item => item.DisplayText == "Renewal").Data["Deal"]!["Amount"]!["Value"]!);
        Assert.Contains("Edit_Deal", (await tenant.AskAsync(services => services.GetRequiredService<Roles>().FindAsync("Sales")))!.PermissionNames());
        Assert.Equal("{{ Model.ContentItem.DisplayText }}", (await tenant.AskAsync(services => services.GetRequiredService<TemplateStore>().TryGetAsync("content__deal")))!.Content);
        var kept = await tenant.AskAsync(services => services.GetRequiredService<IDocumentManager<KeptSteps>>().GetOrCreateImmutableAsync());
        Assert.Equal("true", kept.Steps.Single()["Layers"]![0]!["Rule"]!.ToString());
        var type = await tenant.AskAsync(services => services.GetRequiredService<IContentDefinitionManager>().GetTypeDefinitionAsync("Deal"));
        Assert.Equal(1, (int)type!.Settings["Third.Party"]!["Kept"]!);
    }

    [Fact]
    public async Task Running_it_again_doubles_nothing()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        await tenant.RunAsync(Deals);
        var before = await ItemsAsync(tenant);
        Assert.True((await tenant.RunAsync(Deals)).Succeeded);
        Assert.Equal(before.Select(item => item.ContentItemId).Order(), (await ItemsAsync(tenant)).Select(item => item.ContentItemId).Order());
        Assert.Single(await tenant.AskAsync(services => services.GetRequiredService<ISession>().Query<User>().ListAsync()));
        Assert.Single((await tenant.AskAsync(services => services.GetRequiredService<IDocumentManager<KeptSteps>>().GetOrCreateImmutableAsync())).Steps);
        Assert.Equal(1, (await tenant.AskAsync(services => services.GetRequiredService<TemplateStore>().TryGetAsync("Content__Deal")))!.Version);
    }

    [Fact]
    public async Task The_report_of_each_run_is_kept()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        await tenant.RunAsync(Deals, new RecipeOptions { ActorName = "Mère Noël" });
        var result = (await tenant.AskAsync(services => services.GetRequiredService<ISession>().Query<RecipeResult>().ListAsync())).Single();
        Assert.Equal(("deals", RecipeOutcome.Done, "Mère Noël", 7), (result.Recipe, result.Outcome, result.ActorName, result.Steps.Count));
        Assert.NotNull(result.EndedUtc);
    }

    [Fact]
    public async Task A_recipe_with_an_error_runs_no_step()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var report = await tenant.RunAsync("""{ "steps": [ { "name": "settings", "SiteName": "changed" }, { "name": "setings" } ] }""");
        Assert.Equal(RecipeOutcome.Refused, report.Outcome);
        Assert.Contains("Is “settings” meant?", report.Problems.Single().Message);
        Assert.Equal("", (await tenant.AskAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync())).SiteName);
    }

    [Fact]
    public async Task A_partial_run_leaves_out_what_it_cannot_take_in_and_lists_it_with_its_path_as_written()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        await tenant.RunAsync(Deals);
        var report = await tenant.RunAsync("""
            { "steps": [
              { "name": "CypherCommand" },
              { "name": "content", "data": [
                { "ContentItemId": "4a", "ContentType": "Nothing" },
                { "ContentItemId": "4b", "ContentType": "Deal", "Latest": true, "Published": true, "TitlePart": { "Title": "Good" } },
                { "ContentItemId": "4c", "ContentType": "Deal", "Latest": true, "TitlePart": { "Title": "Bad" }, "Deal": { "Amount": { "Value": "not a number" } } } ] } ] }
            """, new RecipeOptions { Partial = true });
        Assert.Equal(RecipeOutcome.Done, report.Outcome);
        Assert.Equal([RecipeStepState.LeftOut, RecipeStepState.Done], report.Steps.Select(step => step.State));
        Assert.Contains(report.Problems, problem => problem is { Step: 1, Path: "steps[0].name" });
        Assert.Contains(report.Problems, problem => problem is { Step: 2, Path: "steps[1].data[0].ContentType", Line: 4 });
        Assert.Contains(report.Problems, problem => problem.Step == 2 && problem.Path.StartsWith("steps[1].data[2]", StringComparison.Ordinal) && problem.Line == 6);
        Assert.Equal(["Good", "Renewal", "Second"], (await ItemsAsync(tenant)).Select(item => item.DisplayText).Order());
    }

    [Fact]
    public async Task A_step_that_fails_stores_nothing_stops_the_recipe_and_can_be_run_again()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        const string recipe = """
            { "name": "r", "steps": [ { "name": "settings", "SiteName": "One" }, { "name": "settings", "SiteName": "Two", "PageSize": "[js: while (true) {}]" }, { "name": "settings", "SiteName": "Three" } ] }
            """;
        var report = await tenant.RunAsync(recipe);
        Assert.Equal(RecipeOutcome.Failed, report.Outcome);
        Assert.Equal([RecipeStepState.Done, RecipeStepState.Failed], report.Steps.Select(step => step.State));
        Assert.Equal("steps[1].PageSize", report.Problems.Single().Path);
        Assert.Equal("One", (await tenant.AskAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync())).SiteName);
        Assert.True((await tenant.RunAsync(recipe.Replace("while (true) {}", "30", StringComparison.Ordinal))).Succeeded);
        Assert.Equal("Three", (await tenant.AskAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync())).SiteName);
    }

    [Fact]
    public async Task An_interrupted_recipe_shows_how_far_it_came_and_runs_to_its_end_when_run_again()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        using var interruption = new CancellationTokenSource();
        var options = new RecipeOptions { Progress = new Told(progress => { if (progress is { Step: 4, State: RecipeStepState.Done }) { interruption.Cancel(); } }) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tenant.RunAsync(Deals, options, interruption.Token));
        var result = (await tenant.AskAsync(services => services.GetRequiredService<ISession>().Query<RecipeResult>().ListAsync())).Single();
        Assert.Equal((RecipeOutcome.Running, 4), (result.Outcome, result.Steps.Count));
        Assert.True((await tenant.RunAsync(Deals)).Succeeded);
        Assert.Equal(2, (await ItemsAsync(tenant)).Count);
    }

    [Fact]
    public async Task Inner_recipes_run_before_the_next_step()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        tenant.Lay("inner", """{ "name": "Inner", "steps": [ { "name": "settings", "SiteName": "inner" } ] }""");
        var report = await tenant.RunAsync("""{ "name": "outer", "steps": [ { "name": "recipes", "Values": [ { "executionid": "x", "name": "inner" } ] }, { "name": "settings", "BaseUrl": "http://x" } ] }""");
        Assert.Equal(["outer 1", "Inner 1", "outer 2"], report.Steps.Select(step => $"{step.Recipe} {step.Number}"));
        Assert.Equal("inner", (await tenant.AskAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync())).SiteName);
    }

    [Fact]
    public async Task What_is_exported_and_brought_into_an_empty_tenant_is_equal_item_by_item()
    {
        await using var from = await RecipeTenant.CreateAsync();
        await from.RunAsync(Deals);
        var steps = new JsonArray();
        foreach (var exporter in new[] { "settings", "Roles", "ContentDefinition", "content", "Templates", "*" })
        {
            var exported = await from.AskAsync(services => services.GetServices<IRecipeExporter>().Single(one => one.StepName == exporter).ExportAsync(null));
            exported.ToList().ForEach(steps.Add);
        }

        await using var to = await RecipeTenant.CreateAsync();
        var report = await to.RunAsync(new JsonObject { ["name"] = "export", ["steps"] = steps }.ToJsonString());
        Assert.Equal([], report.Problems.Where(problem => !problem.IsWarning));
        var (before, after) = (await ItemsAsync(from), await ItemsAsync(to));
        Assert.Equal(before.Count, after.Count);
        Assert.All(before.Zip(after), pair => Assert.Equal(Json(pair.First), Json(pair.Second)));
        Assert.Equal("CRM 1", (await to.AskAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync())).SiteName);
        Assert.Contains("Edit_Deal", (await to.AskAsync(services => services.GetRequiredService<Roles>().FindAsync("Sales")))!.PermissionNames());
    }

    private static string Json(ContentItem item) => System.Text.Json.JsonSerializer.Serialize(item);

    private static Task<List<ContentItem>> ItemsAsync(RecipeTenant tenant) => tenant.AskAsync(async services => (await services.GetRequiredService<ISession>()
        .Query<ContentItem, ContentItemIndex>(index => index.Latest).ListAsync()).OrderBy(item => item.ContentItemId, StringComparer.Ordinal).ToList());

    private sealed class Told(Action<RecipeProgress> tell) : IProgress<RecipeProgress>
    {
        public void Report(RecipeProgress value) => tell(value);
    }
}
