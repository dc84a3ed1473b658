using System.Diagnostics;
using Crm.Testing;

namespace Crm.Crash.Tests;

/// <summary>The host that serves, as a process of its own on the data of another one.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Ready = "listening on ";
    private readonly Process _process;
    private readonly Uri _address;

    private Server(Process process, Uri address) => (_process, _address) = (process, address);

    /// <param name="plugins">A folder of foreign modules.</param>
    public static async Task<Server> StartAsync(TestHost host, string? plugins = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Crm.Host.dll"), "run", "--urls", "http://127.0.0.1:0", "--data", host.Data])
        {
            start.ArgumentList.Add(argument);
        }

        if (plugins is not null)
        {
            start.Environment["CRM_PLUGINS"] = plugins;
        }

        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(); // so that it never waits for a reader
                return new Server(process, new Uri(line[Ready.Length..]));
            }

            said.Add(line);
        }

        throw new InvalidOperationException(string.Join('\n', said) + await errors);
    }

    /// <summary>A browser at one of its tenants.</summary>
    public TestBrowser Browse(string prefix) => new(_address, prefix, null);

    public Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
