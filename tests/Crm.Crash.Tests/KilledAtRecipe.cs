using System.Text.Json.Nodes;
using Crm.Testing;

namespace Crm.Crash.Tests;

public sealed class KilledAtRecipe
{
    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_recipe_leaves_whole_documents_and_runs_again_without_doubling(string provider)
    {
        const int items = 150;
        await using var host = await TestHost.StartAsync();
        var tenant = await Killed.RunningTenantAsync(host, provider, "Crm.Content");
        var file = Path.Combine(host.Folder, "notes.recipe.json");
        var command = new Command(host, null, "recipe", file, "--tenant", tenant.Name);
        await File.WriteAllTextAsync(file, Recipe(items, 0));
        await command.RunAsync();
        var random = new Random(20261129);
        var atWork = 0;
        for (var kill = 1; kill <= Killed.Times; kill++)
        {
            await File.WriteAllTextAsync(file, Recipe(items, kill));
            atWork += await command.KillAsync(random) ? 1 : 0;
            Assert.True(await Integrity.CheckAsync(host, tenant) > items);
        }

        await File.WriteAllTextAsync(file, Recipe(items, Killed.Times + 1));
        await command.RunAsync();
        await Integrity.CheckAsync(host, tenant);
        Assert.Equal(Enumerable.Repeat($"written {Killed.Times + 1} times", items), await Killed.TitlesAsync(host, tenant, "Note"));
        Killed.Tell($"{atWork} of {Killed.Times} were killed before their end");
    }

    private static string Recipe(int items, int turn) => new JsonObject
    {
        ["name"] = "Notes",
        ["steps"] = new JsonArray(
            new JsonObject
            {
                ["name"] = "ContentDefinition",
                ["ContentTypes"] = new JsonArray(new JsonObject { ["Name"] = "Note", ["DisplayName"] = $"Note {turn}", ["Settings"] = new JsonObject(), ["ContentTypePartDefinitionRecords"] = new JsonArray() }),
                ["ContentParts"] = new JsonArray(),
            },
            new JsonObject
            {
                ["name"] = "content",
                ["data"] = new JsonArray([.. Enumerable.Range(0, items).Select(number => new JsonObject
                {
                    ["ContentItemId"] = $"note{number:d22}", ["ContentType"] = "Note", ["DisplayText"] = $"written {turn} times", ["Latest"] = true, ["Published"] = true,
                })]),
            }),
    }.ToJsonString();
}
