using Crm.Kernel.Recipes.Composing;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Commands;

/// <summary>Writes the running tenant as a recipe.</summary>
internal sealed class ExportCommand : HostCommand
{
    public override string Name => "export";

    public override string Summary => "write the running tenant as a recipe";

    public override string Help => """
        crm export FILE [--steps feature,settings,…] [--name NAME]

        Writes a recipe that makes an empty tenant equal to this one: features, themes, roles, settings, definitions, content, media, queries,
        templates, translations — everything but accounts, or only the steps named. Another tenant takes it with: crm recipe FILE
        """;

    public override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(call.Arguments.Value(0, "the file to write"));
        var steps = call.Arguments.Option("steps")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToDictionary(step => step, _ => (IReadOnlyCollection<string>?)null, StringComparer.OrdinalIgnoreCase);
        await using var host = await call.OpenHostAsync(cancellationToken);
        var settings = call.RunningTenant(host.Services);
        var name = call.Arguments.Option("name") ?? settings.Name.ToLowerInvariant();
        var text = "";
        var scope = await host.Services.GetRequiredService<IShellHost>().GetScopeAsync(settings);
        await scope.UsingAsync(async services =>
        {
            var composer = services.GetRequiredService<RecipeComposer>();
            var known = (await composer.ListAsync()).Select(step => step.StepName).ToList();
            if (steps?.Keys.FirstOrDefault(step => !known.Contains(step, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            {
                throw new CommandException($"this tenant exports no step '{unknown}'; it has: {string.Join(", ", known)}");
            }

            text = RecipeComposer.Text(await composer.ComposeAsync(name, name, "", steps));
        });

        // The file appears whole or not at all.
        await File.WriteAllTextAsync(file + ".part", text, cancellationToken);
        File.Move(file + ".part", file, overwrite: true);
        await call.Output.WriteLineAsync($"written: {file}");
        return 0;
    }
}
