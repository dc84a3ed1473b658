using System.Data.Common;
using Crm.Kernel.Backup;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Commands;

/// <summary>What follows <c>./crm</c>: the host's commands and those that modules add to a tenant.</summary>
public static class CrmCommands
{
    // EX_TEMPFAIL of sysexits.h: who called may try again.
    private const int DatabaseAway = 75;

    private static readonly HostCommand[] s_commands =
        [new RunCommand(), new RecipeCommand(), new ExportCommand(), new BackupCommand(), new RestoreCommand(), new NewModuleCommand()];

    /// <summary>Runs one command; what cannot be done is one line on standard error and exit code 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await RunAsync(args, Console.Out, Console.Error, stop.Token);
    }

    /// <summary>The same with other writers.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        try
        {
            // Plain `dotnet run --project src/Host` runs the host; so do options alone.
            var words = args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) && args[0] != "--help" ? ["run", .. args] : args;
            var call = new CommandCall(CommandLine.Parse(words), output, error);
            return await RunAsync(call, cancellationToken);
        }
        catch (CommandException e)
        {
            await error.WriteLineAsync("crm: " + e.Message);
            return 1;
        }
        catch (Exception e) when (e is ShellSettingsException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync("crm: " + e.Message);
            return 1;
        }
        catch (Exception e) when (e is DbException || e.InnerException is DbException)
        {
            await error.WriteLineAsync("crm: the database cannot be reached: " + e.Message);
            return DatabaseAway;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("crm: stopped; what was not finished was not kept");
            return 130;
        }
    }

    private static async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments.Values.Count == 0 || call.Arguments.Values[0] == "help")
        {
            await HelpAsync(call, cancellationToken);
            return 0;
        }

        if (s_commands.FirstOrDefault(command => command.Name == call.Arguments.Values[0]) is not { } known)
        {
            return await RunInTenantAsync(call, cancellationToken);
        }

        if (call.Arguments.Has("help"))
        {
            await call.Output.WriteLineAsync(known.Help);
            return 0;
        }

        return await known.RunAsync(call with { Arguments = call.Arguments.Skip(1) }, cancellationToken);
    }

    private static async Task<int> RunInTenantAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using var host = await call.OpenHostAsync(cancellationToken);
        var scope = await host.Services.GetRequiredService<IShellHost>().GetScopeAsync(call.RunningTenant(host.Services));
        var code = 0;
        try
        {
            await scope.UsingAsync(async services =>
            {
                var (command, words) = Find(services, call.Arguments.Values);
                if (call.Arguments.Has("help"))
                {
                    await call.Output.WriteLineAsync(command.Help);
                    return;
                }

                var change = services.GetRequiredService<ChangeContext>();
                (change.Actor, change.ActorName) = ("command", "crm " + command.Name);
                code = await command.RunAsync(call.Arguments.Skip(words), call.Output, call.Error, cancellationToken);
                if (code != 0)
                {
                    throw new FailedCommand();
                }
            });
        }
        catch (FailedCommand)
        {
            // The command said why; the exception only cancels its unit of work.
            return code;
        }

        return code;
    }

    private static (ICliCommand Command, int Words) Find(IServiceProvider services, IReadOnlyList<string> words)
    {
        var commands = services.GetServices<ICliCommand>();
        return commands.Select(command => (Command: command, Words: command.Name.Split(' ')))
            .Where(found => found.Words.Length <= words.Count && found.Words.SequenceEqual(words.Take(found.Words.Length)))
            .OrderByDescending(found => found.Words.Length)
            .Select(found => ((ICliCommand, int)?)(found.Command, found.Words.Length)).FirstOrDefault()
            ?? throw new CommandException($"there is no command '{string.Join(' ', words.Take(2))}' in this tenant; 'crm help' lists them");
    }

    private static async Task HelpAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await call.Output.WriteLineAsync("""
            crm COMMAND [options]

            Every command takes --data DIR (or CRM_DATA), --db CONNECTION (or CRM_DB), --tenant NAME and --help,
            and is safe while the host runs.

              test [--long] [PART-OF-A-TEST-CLASS]  build and run all tests on SQLite and PostgreSQL
              watch [options of run]       run, and take up edits without a restart
              bench [NAME]                 measure; results in bench/results
            """);
        foreach (var command in s_commands)
        {
            await call.Output.WriteLineAsync($"  {command.Name,-28} {command.Summary}");
        }

        await using var host = await call.OpenHostAsync(cancellationToken);
        var shells = host.Services.GetRequiredService<IShellHost>();
        if (shells.TryGetSettings(call.Tenant) is { State: TenantState.Running } settings)
        {
            await using var scope = await shells.GetScopeAsync(settings);
            foreach (var command in scope.ServiceProvider.GetServices<ICliCommand>().OrderBy(command => command.Name, StringComparer.Ordinal))
            {
                await call.Output.WriteLineAsync($"  {command.Name,-28} {command.Summary}");
            }
        }
    }

    private sealed class FailedCommand : Exception;
}
