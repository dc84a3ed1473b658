using System.Net;
using System.Text;
using System.Text.Json;
using Crm.Kernel.Recipes;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Admin.Tests.Recipes;

public class RecipesInTheAdmin
{
    [Theory]
    [InlineData("blank")]
    [InlineData("b2b")]
    [InlineData("saas")]
    [InlineData("pere-noel")]
    public async Task Each_shipped_recipe_sets_a_tenant_up_without_a_problem(string recipe)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: recipe);
        var result = await host.InTenantAsync(tenant, async services => (await services.GetRequiredService<Crm.Kernel.Data.ISession>().Query<RecipeResult>().ListAsync()).Single());
        Assert.Equal(RecipeOutcome.Done, result.Outcome);
        Assert.Equal([], result.Problems.Select(problem => problem.Message));
        Assert.All(result.Steps, step => Assert.Equal(RecipeStepState.Done, step.State));
    }

    [Fact]
    public async Task A_feature_step_gives_later_steps_its_services_and_running_again_switches_nothing_twice()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "blank");
        const string recipe = """
            { "name": "r", "steps": [ { "name": "feature", "enable": [ "OrchardCore.Contents", "Crm.Contacts" ] }, { "name": "demo", "size": "mini" } ] }
            """;
        var report = await RunAsync(host, tenant, recipe);
        Assert.Equal([], report.Problems.Where(problem => !problem.IsWarning).Select(problem => problem.Message));
        Assert.Equal(RecipeOutcome.Done, report.Outcome);
        Assert.True((await RunAsync(host, tenant, recipe)).Succeeded);
    }

    [Fact]
    public async Task The_page_checks_a_recipe_and_shows_each_problem_with_its_line()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(recipe: "blank");
        using var browser = await SignedInAsync(host);
        var page = await PostAsync(browser, "/admin/recipes/run", "?handler=Check", new() { ["Text"] = "{ \"steps\": [\n { \"name\": \"setings\" } ] }" });
        Assert.Contains("data-line=\"2\"", page);
        Assert.Contains("Is “settings” meant?", page);
    }

    [Fact]
    public async Task The_page_runs_a_recipe_and_tells_its_steps_line_by_line()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "blank");
        using var browser = await SignedInAsync(host);
        var lines = (await PostAsync(browser, "/admin/recipes/run", "?handler=Progress", new() { ["Text"] = """{ "name": "r", "steps": [ { "name": "settings", "SiteName": "Renamed" } ] }""" }))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["running", "done"], lines.Take(2).Select(line => line.GetProperty("state").GetString()));
        Assert.Equal("done", lines[^1].GetProperty("outcome").GetString());
        Assert.Equal("Renamed", await host.InTenantAsync(tenant, async services => (await services.GetRequiredService<ISiteService>().GetSiteSettingsAsync()).SiteName));
        Assert.Contains("Renamed", await browser.ReadAsync("/admin/recipes/compose"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_recipe_composed_from_the_site_is_shown_and_sets_up_another_tenant()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(recipe: "b2b");
        using var browser = await SignedInAsync(host);
        var form = await browser.ReadAsync("/admin/recipes/compose");
        Assert.Contains("value=\"Roles/Sales\"", form);
        Assert.Contains("feature/Crm.Contacts", form);
        var page = await PostAsync(browser, "/admin/recipes/compose", "", new() { ["Name"] = "Mine", ["Chosen"] = "Roles/Sales" });
        var text = WebUtility.HtmlDecode(page.Split("<textarea")[1].Split('>', 2)[1].Split("</textarea>")[0]);
        var other = await host.SetupTenantAsync("Other", "blank", "other");
        Assert.True((await RunAsync(host, other, text)).Succeeded);
        Assert.NotNull(await host.InTenantAsync(other, services => services.GetRequiredService<Crm.Kernel.Users.Roles>().FindAsync("Sales")));
    }

    [Fact]
    public async Task The_editor_gets_schemas_and_lists_and_strangers_get_nothing()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(recipe: "blank");
        using var browser = await SignedInAsync(host);
        var answer = JsonDocument.Parse(await browser.ReadAsync("/admin/recipes/schemas")).RootElement;
        Assert.Equal("array", answer.GetProperty("steps").GetProperty("feature").GetProperty("properties").GetProperty("enable").GetProperty("type").GetString());
        Assert.Contains("Crm.Contacts", answer.GetProperty("lists").GetProperty("features").EnumerateArray().Select(feature => feature.GetString()));
        using var stranger = host.Browse();
        foreach (var path in new[] { "/admin/recipes", "/admin/recipes/run", "/admin/recipes/compose", "/admin/recipes/schemas" })
        {
            Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(path)).StatusCode);
        }
    }

    private static async Task<TestBrowser> SignedInAsync(TestHost host)
    {
        var browser = host.Browse();
        await browser.SubmitAsync("/login", [new("Name", "admin"), new("Password", TestHost.AdminPassword)]);
        return browser;
    }

    private static async Task<string> PostAsync(TestBrowser browser, string path, string action, Dictionary<string, string> fields)
    {
        var answer = await browser.SubmitAsync(path, fields, path + action);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return WebUtility.HtmlDecode(text);
    }

    private static Task<RecipeReport> RunAsync(TestHost host, ShellSettings tenant, string recipe)
        => host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(tenant, Crm.Kernel.Recipes.Harvest.RecipeFile.Upload("r.recipe.json", Encoding.UTF8.GetBytes(recipe)));
}
