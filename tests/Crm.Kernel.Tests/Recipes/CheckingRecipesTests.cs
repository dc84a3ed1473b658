using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Orchard;
using Crm.Kernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Recipes;

public class CheckingRecipesTests
{
    [Theory]
    [InlineData("""{ "Name": "settings" }""", "Name", "lower case")]
    [InlineData("""{ "title": "x" }""", "name", "no \"name\"")]
    [InlineData("""{ "name": "Nonsense" }""", "name", "No enabled feature knows the step")]
    [InlineData("""{ "name": "command", "Commands": [] }""", "name", "passwords in clear text")]
    [InlineData("""{ "name": "settings", "PageSize": "many" }""", "PageSize", "Expected a whole number, found a text")]
    [InlineData("""{ "name": "settings", "PageSize": 0 }""", "PageSize", "less than 1")]
    [InlineData("""{ "name": "settings", "sitename": "x" }""", "sitename", "write “SiteName”")]
    [InlineData("""{ "name": "settings", "TimeZoneId": "Mars/Olympus" }""", "TimeZoneId", "no time zone")]
    [InlineData("""{ "name": "settings", "SiteName": "[js: 1 +]" }""", "SiteName", "script cannot be read")]
    [InlineData("""{ "name": "settings", "SiteName": "[js: variables('nope')]" }""", "SiteName", "no variable “nope”")]
    [InlineData("""{ "name": "settings", "SiteName": "[env:HOME]" }""", "SiteName", "no [env:…]")]
    [InlineData("""{ "name": "settings", "SiteName": "[file:text('../../etc/passwd')]" }""", "SiteName", "lies in no folder")]
    [InlineData("""{ "name": "feature", "enable": [ "Crm.Contcts" ] }""", "enable[0]", "Is “Crm.Contacts” meant?")]
    [InlineData("""{ "name": "feature", "enable": [ "OrchardCore.Workflows" ] }""", "enable[0]", "is missing here")]
    [InlineData("""{ "name": "feature", "enable": [ 5 ] }""", "enable[0]", "Expected a text, found a number")]
    [InlineData("""{ "name": "themes", "site": "NoTheme" }""", "site", "no theme")]
    [InlineData("""{ "name": "content", "data": [ { "ContentItemId": "4a", "ContentType": "Nothing" } ] }""", "data[0].ContentType", "no content type “Nothing”")]
    [InlineData("""{ "name": "content", "data": [ { "ContentType": "Nothing" } ] }""", "data[0].ContentItemId", "\"ContentItemId\" is missing")]
    [InlineData("""{ "name": "content" }""", "data", "\"data\" is missing")]
    [InlineData("""{ "name": "custom-settings", "Nothing": {} }""", "Nothing", "no content type")]
    [InlineData("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "1 bad" } ] }""", "ContentTypes[0].Name", "no technical name")]
    [InlineData("""{ "name": "Roles", "Roles": [ { "Name": "x", "PermissionBehavior": "Toggle" } ] }""", "Roles[0].PermissionBehavior", "not one of Replace, Add, Remove")]
    [InlineData("""{ "name": "Users", "Users": [ { "UserName": "a", "RoleNames": [ "Ghost" ] } ] }""", "Users[0].RoleNames[0]", "no role “Ghost”")]
    [InlineData("""{ "name": "Templates", "Templates": { "A": { "Content": "{% if %}" } } }""", "Templates.A.Content", "template cannot be read")]
    [InlineData("""{ "name": "recipes", "Values": [ { "name": "none" } ] }""", "Values[0].name", "no recipe named “none”")]
    [InlineData("""{ "name": "layers", "Layers": 5 }""", "Layers", "Expected an array")]
    public async Task Each_kind_of_problem_has_its_file_step_path_line_and_sentence(string step, string path, string words)
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var report = await tenant.CheckAsync("{ \"steps\": [ { \"name\": \"themes\" },\n" + step + " ] }");
        var problem = Assert.Single(report.Problems);
        Assert.Equal(("test.recipe.json", 2, "steps[1]." + path, 2, false), (problem.File, problem.Step, problem.Path, problem.Line, problem.IsWarning));
        Assert.Contains(words, problem.Message);
        Assert.Equal(RecipeOutcome.Refused, report.Outcome);
    }

    [Theory]
    [InlineData("""{ "name": "feature", "enable": [ "OrchardCore.Recipes" ] }""", "not needed here")]
    [InlineData("""{ "name": "feature", "enabled": [ "Crm.Contacts" ] }""", "not read here; known are enable, disable")]
    [InlineData("""{ "name": "ContentDefinition", "ContentParts": [ { "Name": "A", "ContentPartFieldDefinitionRecords": [ { "FieldName": "YoutubeField", "Name": "B" } ] } ] }""", "is kept")]
    [InlineData("""{ "name": "DeleteContentDefinition", "ContentTypes": [ "Gone" ] }""", "to delete")]
    public async Task What_is_only_left_out_or_kept_is_a_warning(string step, string words)
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var report = await tenant.CheckAsync("{ \"steps\": [ " + step + " ] }");
        Assert.True(report.Succeeded);
        Assert.Contains(words, Assert.Single(report.Problems, problem => problem.IsWarning).Message);
    }

    [Fact]
    public async Task Later_steps_may_rely_on_what_earlier_ones_will_give()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var report = await tenant.CheckAsync("""
            { "steps": [
              { "name": "Roles", "Roles": [ { "Name": "Sales" } ] },
              { "name": "Users", "Users": [ { "UserName": "a", "RoleNames": [ "Sales" ] } ] },
              { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Deal" } ] },
              { "name": "content", "data": [ { "ContentItemId": "[js: uuid()]", "ContentType": "Deal" } ] },
              { "name": "DeleteContentDefinition", "ContentTypes": [ "Deal" ] },
              { "name": "content", "data": [ { "ContentItemId": "[js: uuid()]", "ContentType": "Deal" } ] } ] }
            """);
        Assert.Equal("steps[5].data[0].ContentType", Assert.Single(report.Problems).Path);
    }

    [Fact]
    public async Task A_script_is_parsed_and_never_run_in_a_check()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        Assert.True((await tenant.CheckAsync("""{ "steps": [ { "name": "settings", "SiteName": "[js: while (true) {}]" } ] }""")).Succeeded);
    }

    [Fact]
    public async Task Recipes_that_call_one_another_in_a_circle_are_refused()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        tenant.Lay("a", """{ "name": "a", "steps": [ { "name": "recipes", "Values": [ { "name": "b" } ] } ] }""");
        tenant.Lay("b", """{ "name": "b", "steps": [ { "name": "recipes", "Values": [ { "name": "A" } ] } ] }""");
        var problem = Assert.Single((await tenant.CheckAsync("""{ "name": "start", "steps": [ { "name": "recipes", "Values": [ { "name": "a" } ] } ] }""")).Problems);
        Assert.Equal(("b.recipe.json", "steps[0].Values[0].name"), (problem.File, problem.Path));
        Assert.Contains("start → a → b → A", problem.Message);
    }

    [Fact]
    public async Task An_inner_recipes_problems_bear_its_file()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        tenant.Lay("broken", "{ \"name\": \"broken\", \"steps\": [ { ");
        var problem = Assert.Single((await tenant.CheckAsync("""{ "steps": [ { "name": "recipes", "Values": [ { "name": "broken" } ] } ] }""")).Problems);
        Assert.Equal("broken.recipe.json", problem.File);
        Assert.Contains("ends too early", problem.Message);
    }

    [Fact]
    public async Task Every_feature_of_ours_that_the_id_map_names_exists()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var extensions = await tenant.AskAsync(services => Task.FromResult(services.GetRequiredService<IExtensionManager>()));
        Assert.Equal([], OrchardIds.Default.Features.Where(pair => pair.Value is not ("not needed" or "missing") && extensions.GetFeature(pair.Value) is null));
    }

    [Fact]
    public async Task The_recipes_shipped_have_no_problem()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var (recipes, executor) = await tenant.AskAsync(async services => (
            await services.GetRequiredService<IRecipeHarvester>().HarvestRecipesAsync(), services.GetRequiredService<IRecipeExecutor>()));
        Assert.Superset(new HashSet<string> { "blank", "b2b", "saas", "pere-noel" }, recipes.Select(recipe => recipe.Name).ToHashSet());
        Assert.All(recipes, recipe => Assert.True(recipe.IsSetupRecipe && recipe.TextsFor(new("fr")).Description != recipe.Description));
        Assert.DoesNotContain("Noël", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "recipes", "b2b.recipe.json")));
    }
}
