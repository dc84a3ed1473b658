using System.Diagnostics;
using Crm.Testing;

namespace Crm.Crash.Tests;

/// <summary>A command of the host as a process of its own, which may be killed.</summary>
/// <param name="isDone">The line that says that the work is done, for a command that runs on.</param>
internal sealed class Command(TestHost host, string? isDone, params string[] arguments)
{
    /// <summary>How long it takes when it is let live.</summary>
    public TimeSpan Whole { get; set; }

    /// <summary>Runs it to its end.</summary>
    public async Task RunAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Start();
        var errors = process.StandardError.ReadToEndAsync();
        string? line;
        var said = new List<string>();
        while ((line = await process.StandardOutput.ReadLineAsync()) is not null)
        {
            said.Add(line);
            if (isDone is not null && line.StartsWith(isDone, StringComparison.Ordinal))
            {
                Whole = Stopwatch.GetElapsedTime(begun);
                process.Kill();
                await process.WaitForExitAsync();
                return;
            }
        }

        await process.WaitForExitAsync();
        Whole = Stopwatch.GetElapsedTime(begun);
        Assert.True(process.ExitCode == 0 && isDone is null, string.Join('\n', said) + await errors);
    }

    /// <summary>Runs it and kills it at a moment of its life; the first part of that goes into starting. False when it had ended before.</summary>
    public async Task<bool> KillAsync(Random random)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Start();
        using var patience = new CancellationTokenSource(Whole * (0.3 + (0.7 * random.NextDouble())));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            Whole = Stopwatch.GetElapsedTime(begun); // quicker than the first one was
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            return true;
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Crm.Host.dll"), .. arguments, "--data", host.Data])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
