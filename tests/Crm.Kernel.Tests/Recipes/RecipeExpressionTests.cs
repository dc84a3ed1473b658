using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Harvest;
using Crm.Kernel.Recipes.Reading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Recipes;

public sealed class RecipeExpressionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("recipe").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("[js: 1 + 2]", "3")]
    [InlineData("[js: [1,2][1]]", "2")]
    [InlineData("[js: 'x' == 'x']", "true")]
    [InlineData("[js: parameters('SiteName')]", "Pôle Nord")]
    [InlineData("[js: parameters('Unknown')]", "")]
    [InlineData("[js: variables('greeting')]", "Hello Pôle Nord")]
    [InlineData("[js: base64('aGk=')]", "hi")]
    [InlineData("[js: html('&lt;b&gt;')]", "<b>")]
    [InlineData("[js: configuration('Some:Key')]", "configured")]
    [InlineData("[js: configuration('Other', 'default')]", "default")]
    [InlineData("[js: log('warning', 'seen', 1)]", "")]
    [InlineData("say [js: 1]", "say [js: 1]")]
    [InlineData("[note: 1]", "[note: 1]")]
    public async Task Expressions_are_whole_strings(string written, string value) => Assert.Equal(value, await Evaluate(written));

    [Fact]
    public async Task Gzip_unpacks()
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write("texte"u8);
        }

        Assert.Equal("texte", await Evaluate($"[js: gzip('{Convert.ToBase64String(packed.ToArray())}')]"));
    }

    [Fact]
    public async Task An_id_is_the_same_when_the_recipe_runs_again_and_another_in_another_tenant_or_place()
    {
        var first = await Evaluate("[js: uuid()]");
        Assert.Equal(first, await Evaluate("[js: uuid()]"));
        Assert.NotEqual(first, await Evaluate("[js: uuid()]", tenant: "other"));
        Assert.Matches("^4[0-9a-hjkmnp-tv-z]{25}$", first);
        var two = (await Evaluate("[js: uuid() + ' ' + uuid()]")).Split(' ');
        Assert.NotEqual(two[0], two[1]);
    }

    [Fact]
    public async Task A_variable_is_evaluated_once()
    {
        var recipe = await Recipe("""{ "variables": { "id": "[js: uuid()]" }, "steps": [ { "name": "x", "a": "[js: variables('id')]", "b": "[js: variables('id')]" } ] }""");
        var step = Expressions(recipe).Evaluate(0, recipe.Steps[0], Services, default);
        Assert.Equal(step["a"]!.ToString(), step["b"]!.ToString());
    }

    [Theory]
    [InlineData("[js: while (true) {}]", "longer than")]
    [InlineData("[js: (function f() { return f() })()]", "too deeply")]
    [InlineData("[js: var a = []; while (true) a.push('x'.repeat(100000))]", "memory")]
    [InlineData("[js: System.IO.File.ReadAllText('/etc/passwd')]", "failed")]
    [InlineData("[js: eval('1')]", "failed")]
    [InlineData("[js: variables('nope')]", "no variable")]
    [InlineData("[js: variables('loop')]", "needs itself")]
    [InlineData("[js: base64('%')]", "not base64")]
    [InlineData("[file:text('../secret.txt')]", "outside")]
    [InlineData("[file:text('/etc/passwd')]", "outside")]
    [InlineData("[file:text('link.txt')]", "outside")]
    [InlineData("[file:text('none.txt')]", "does not exist")]
    [InlineData("[file:read('a.txt')]", "Write [file:text")]
    public async Task What_goes_wrong_ends_in_a_sentence(string written, string words)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link.txt"), "/etc/hostname");
        var fault = await Assert.ThrowsAsync<RecipeExpressionException>(() => Evaluate(written));
        Assert.Contains(words, fault.Message);
    }

    [Fact]
    public void A_script_that_cannot_be_parsed_is_known_without_running_it() => Assert.NotNull(RecipeScript.Fault("(a+)+$/.test('x')"));

    [Fact]
    public async Task Files_beside_the_recipe_are_read()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "<p>é</p>");
        Assert.Equal("<p>é</p>", await Evaluate("[file:text('a.txt')]"));
        Assert.Equal("<p>é</p>", Encoding.UTF8.GetString(Convert.FromBase64String(await Evaluate("[file:base64(\"a.txt\")]"))));
    }

    [Fact]
    public async Task A_modules_recipe_may_read_its_modules_folder_but_no_further()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Recipes"));
        Directory.CreateDirectory(Path.Combine(_folder, "wwwroot"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "wwwroot", "x.css"), "css");
        var files = new RecipeFiles(Path.Combine(_folder, "Recipes"), _folder, PlainLocalizer.Instance);
        Assert.Equal("css", await File.ReadAllTextAsync(files.Find("../wwwroot/x.css")));
        Assert.Throws<RecipeFileException>(() => files.Find("../../x.css"));
    }

    private static readonly IServiceProvider Services = new ServiceCollection().AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Some:Key", "configured")]).Build()).BuildServiceProvider();

    private static RecipeExpressions Expressions(Recipe recipe, string tenant = "tenant")
        => new(recipe, tenant, new Dictionary<string, object?> { ["SiteName"] = "Pôle Nord" }, PlainLocalizer.Instance);

    private async Task<string> Evaluate(string written, string tenant = "tenant")
    {
        var recipe = await Recipe(new JsonObject
        {
            ["name"] = "r",
            ["variables"] = new JsonObject { ["greeting"] = "[js: 'Hello ' + parameters('SiteName')]", ["loop"] = "[js: variables('loop')]" },
            ["steps"] = new JsonArray(new JsonObject { ["name"] = "x", ["value"] = written }),
        }.ToJsonString());
        return Expressions(recipe, tenant).Evaluate(0, recipe.Steps[0], Services, default)["value"]!.ToString();
    }

    private Task<Recipe> Recipe(string text)
    {
        var file = Path.Combine(_folder, "r.recipe.json");
        File.WriteAllText(file, text);
        return RecipeReader.ReadAsync(RecipeFile.Describe(file), PlainLocalizer.Instance);
    }
}
