using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Harvest;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Commands;

/// <summary>Checks a recipe file against a tenant, or runs it there.</summary>
internal sealed class RecipeCommand : HostCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public override string Name => "recipe";

    public override string Summary => "check a recipe (--check), or run it in the tenant";

    public override string Help => """
        crm recipe FILE [--check] [--partial] [--json]

        Checks the whole recipe first: each problem with its file, step, JSON path and what was expected. Without --check it is then run, step by step.
          --check     validate only; nothing runs
          --partial   run what this site knows; what is left out is listed
          --json      a report for machines: steps run, left out, failed, and problems
        Exit code 0 when the recipe is valid (or done), 1 otherwise.
        """;

    public override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var file = call.Arguments.Value(0, "the recipe's file");
        if (!File.Exists(file))
        {
            throw new CommandException($"there is no file {file}");
        }

        await using var host = await call.OpenHostAsync(cancellationToken);
        var recipes = host.Services.GetRequiredService<IRecipeExecutor>();
        var (tenant, recipe) = (call.RunningTenant(host.Services), RecipeFile.Describe(Path.GetFullPath(file)));
        var options = new RecipeOptions { Partial = call.Arguments.Has("partial"), Actor = "command", ActorName = "crm recipe" };
        var report = call.Arguments.Has("check")
            ? await recipes.CheckAsync(tenant, recipe, options, cancellationToken)
            : await recipes.ExecuteAsync(tenant, recipe, options, cancellationToken);
        await (call.Arguments.Has("json") ? call.Output.WriteLineAsync(JsonSerializer.Serialize(report, s_json)) : WriteAsync(report, call.Output));
        return report.Succeeded ? 0 : 1;
    }

    private static async Task WriteAsync(RecipeReport report, TextWriter output)
    {
        foreach (var step in report.Steps)
        {
            await output.WriteLineAsync($"{step.Recipe} {step.Number} {step.Name}: {step.State}{(step.Message.Length > 0 ? " — " + step.Message : "")}");
        }

        foreach (var problem in report.Problems)
        {
            await output.WriteLineAsync($"{(problem.IsWarning ? "warning" : "error")}: {problem.File}, step {problem.Step}, {problem.Path}: {problem.Message}");
        }

        await output.WriteLineAsync($"{report.File}: {report.Outcome}");
    }
}
