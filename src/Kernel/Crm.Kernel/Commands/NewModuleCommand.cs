namespace Crm.Kernel.Commands;

/// <summary>Writes a new module: see <see cref="NewModuleFiles"/>.</summary>
internal sealed class NewModuleCommand : HostCommand
{
    public override string Name => "new-module";

    public override string Summary => "write a module that builds and passes its tests";

    public override string Help => """
        crm new-module NAME [--out DIR]

        NAME is a dotted C# name, as Acme.Visits. Inside the repository, without --out, it becomes a module of the solution (src/Modules, tests).
        With --out it is a plugin built against this host's binaries: build it, copy its output into the host's plugins folder, restart.
        """;

    public override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var name = call.Arguments.Value(0, "the module's name");
        var repository = call.Arguments.Option("out") is null ? Repository() : null;
        var target = NewModuleFiles.Write(
            name,
            call.Arguments.Option("out") ?? (repository is null ? "." : Path.Combine(repository, "src", "Modules")),
            repository is null ? null : Path.Combine(repository, "tests"));
        await call.Output.WriteLineAsync(repository is null
            ? $"written to {target}; build it with: dotnet build {target}"
            : $"written to {target}; add it with: dotnet sln Crm.sln add src/Modules/{name} tests/{name}.Tests");
        return 0;
    }

    private static string? Repository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Crm.sln")))
            {
                return folder;
            }
        }

        return null;
    }
}
