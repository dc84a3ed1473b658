using Crm.Kernel.Files;
using Crm.Kernel.Localization;
using Crm.Kernel.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Recipes;

public class FilesAndTranslationsTests
{
    [Fact]
    public async Task Files_come_from_base64_or_from_beside_the_recipe_and_travel_in_an_export()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        tenant.Lay("files", """{ "name": "files", "steps": [ { "name": "media", "Files": [ { "TargetPath": "a/b.txt", "Base64": "aGk=" }, { "Path": "c.csv", "SourcePath": "data.csv" } ] } ] }""");
        await File.WriteAllTextAsync(Path.Combine(tenant.RecipesFolder, "data.csv"), "x;y");
        Assert.Equal(RecipeOutcome.Done, (await tenant.RunAsync("""{ "steps": [ { "name": "recipes", "Values": [ { "name": "files" } ] } ] }""")).Outcome);
        var media = await tenant.AskAsync(services => Task.FromResult(services.GetRequiredService<MediaFiles>()));
        Assert.Equal(["a/b.txt", "c.csv"], media.List());
        Assert.Equal("x;y"u8.ToArray(), await media.ReadAsync("c.csv"));
        var step = Assert.Single(await tenant.AskAsync(services => services.GetServices<IRecipeExporter>().Single(one => one.StepName == "media").ExportAsync(["a/b.txt"])));
        Assert.Equal("aGk=", step["Files"]![0]!["Base64"]!.ToString());
    }

    [Theory]
    [InlineData("""{ "TargetPath": "../x.txt", "Base64": "aGk=" }""", "TargetPath", "no path inside")]
    [InlineData("""{ "TargetPath": "/x.txt", "Base64": "aGk=" }""", "TargetPath", "no path inside")]
    [InlineData("""{ "TargetPath": "x.svg", "Base64": "aGk=" }""", "TargetPath", "are not taken here")]
    [InlineData("""{ "TargetPath": "x.html", "Base64": "aGk=" }""", "TargetPath", "are not taken here")]
    [InlineData("""{ "TargetPath": "x.txt", "Base64": "%" }""", "Base64", "not base64")]
    [InlineData("""{ "TargetPath": "x.txt", "SourceUrl": "https://example.org/x" }""", "SourceUrl", "Nothing is fetched")]
    [InlineData("""{ "TargetPath": "x.txt", "SourcePath": "../x.txt" }""", "SourcePath", "no folder")]
    public async Task A_file_that_may_not_come_in_is_refused_before_anything_runs(string file, string member, string words)
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var problem = Assert.Single((await tenant.RunAsync("{ \"steps\": [ { \"name\": \"media\", \"Files\": [ " + file + " ] } ] }")).Problems);
        Assert.Equal($"steps[0].Files[0].{member}", problem.Path);
        Assert.Contains(words, problem.Message);
    }

    [Fact]
    public async Task A_step_that_fails_at_its_second_file_leaves_the_first_one_out_too()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var report = await tenant.RunAsync("""{ "steps": [ { "name": "media", "Files": [ { "TargetPath": "a.txt", "Base64": "aGk=" }, { "TargetPath": "b.png", "Base64": "aGk=" } ] } ] }""");
        Assert.Equal(RecipeOutcome.Failed, report.Outcome);
        Assert.Contains("“b.png” does not hold what its name says", Assert.Single(report.Problems).Message);
        Assert.Empty(await tenant.AskAsync(services => Task.FromResult(services.GetRequiredService<MediaFiles>().List())));
        Assert.Empty(Directory.GetFiles(Path.Combine(tenant.Site, "MediaStaging")));
    }

    [Fact]
    public async Task A_disk_that_refuses_after_the_commit_leaves_no_file_and_the_step_says_so()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        Directory.CreateDirectory(Path.Combine(tenant.Site, "Media"));
        await File.WriteAllTextAsync(Path.Combine(tenant.Site, "Media", "z"), "a file where the step needs a folder");
        var report = await tenant.RunAsync("""{ "steps": [ { "name": "media", "Files": [ { "TargetPath": "a.txt", "Base64": "aGk=" }, { "TargetPath": "z/b.txt", "Base64": "aGk=" } ] } ] }""");
        Assert.Equal(RecipeOutcome.Failed, report.Outcome);
        Assert.Contains("The disk refused", Assert.Single(report.Problems).Message);
        Assert.False(File.Exists(Path.Combine(tenant.Site, "Media", "a.txt")));
    }

    [Fact]
    public async Task A_step_that_runs_twice_keeps_what_is_the_same_and_puts_what_it_replaces_into_the_trash()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        const string recipe = """{ "steps": [ { "name": "media", "Files": [ { "TargetPath": "a.txt", "Base64": "aGk=" } ] } ] }""";
        Assert.True((await tenant.RunAsync(recipe)).Succeeded);
        Assert.True((await tenant.RunAsync(recipe)).Succeeded);
        Assert.Empty(await tenant.AskAsync(services => Task.FromResult(services.GetRequiredService<MediaTrash>().List())));
        Assert.True((await tenant.RunAsync(recipe.Replace("aGk=", "aG8=", StringComparison.Ordinal))).Succeeded);
        var trashed = Assert.Single(await tenant.AskAsync(services => Task.FromResult(services.GetRequiredService<MediaTrash>().List())));
        var back = await tenant.AskAsync(async services => await services.GetRequiredService<MediaFiles>().ReadAsync(services.GetRequiredService<MediaTrash>().Restore(trashed.Id)));
        Assert.Equal("hi"u8.ToArray(), back);
    }

    [Fact]
    public async Task A_recipe_may_widen_what_is_kept_before_it_brings_such_files()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        const string files = """{ "name": "media", "Files": [ { "TargetPath": "logo.svg", "Base64": "PHN2Zy8+" } ] }""";
        Assert.False((await tenant.CheckAsync("{ \"steps\": [ " + files + " ] }")).Succeeded);
        Assert.True((await tenant.RunAsync("""{ "steps": [ { "name": "settings", "MediaSettings": { "AllowedFileExtensions": [ ".svg" ] } }, """ + files + " ] }")).Succeeded);
        Assert.Equal(["logo.svg"], await tenant.AskAsync(services => Task.FromResult(services.GetRequiredService<MediaFiles>().List())));
    }

    [Fact]
    public async Task Translations_are_kept_once_each_and_stand_before_those_of_modules()
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        const string recipe = """{ "steps": [ { "name": "Translations", "Translations": [ { "culture": "fr", "context": "Content Types", "key": "Deal", "value": "Affaire" } ] } ] }""";
        Assert.True((await tenant.RunAsync(recipe)).Succeeded);
        Assert.True((await tenant.RunAsync(recipe.Replace("Affaire", "Dossier", StringComparison.Ordinal))).Succeeded);
        Assert.Equal("Dossier", Assert.Single(await tenant.AskAsync(services => services.GetRequiredService<TenantTranslations>().ListAsync())).Value);
        var translations = await tenant.AskAsync(services => Task.FromResult(services.GetRequiredService<Translations>()));
        Assert.Equal("Dossier", translations.Find(null, "Content Types", "Deal", new("fr-FR"))!.Value.Texts[0]);
        Assert.Contains("no language", Assert.Single((await tenant.CheckAsync(recipe.Replace("\"fr\"", "\"zz-nowhere\"", StringComparison.Ordinal))).Problems).Message);
    }
}
