using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Bench.Hosts;

/// <summary>The host as a process of its own, as <c>./crm run</c> starts it: its processor time and memory are the server's and the database's alone.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(600);

    private readonly Process _process;

    private HostProcess(Process process, Uri address, long started) => (_process, Address, Started) = (process, address, started);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>When it was started, as a timestamp.</summary>
    public long Started { get; }

    public double CpuMs => Machine.CpuMs(Id);

    public static HostProcess Start(string folder, params string[] options) => Start(folder, options, []);

    /// <summary>The same with settings of the host by name, as <c>Tenants:IdleMinutes</c>.</summary>
    public static async Task<HostProcess> StartReadyAsync(string folder, Dictionary<string, string> settings, CancellationToken cancellationToken)
        => await ReadyAsync(Start(folder, [], settings), cancellationToken);

    private static HostProcess Start(string folder, string[] options, Dictionary<string, string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var started = Stopwatch.GetTimestamp();
        var process = Launch(["run", "--data", folder, "--urls", address.ToString().TrimEnd('/'), .. options], settings);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HostProcess(process, address, started);
    }

    /// <summary>Starts and waits until the tenant answers.</summary>
    public static Task<HostProcess> StartReadyAsync(string folder, CancellationToken cancellationToken, params string[] options) => ReadyAsync(Start(folder, options), cancellationToken);

    private static async Task<HostProcess> ReadyAsync(HostProcess host, CancellationToken cancellationToken)
    {
        using var visitor = new Visitor(host.Address);
        await visitor.WaitFor200Async("/login", host.Started, cancellationToken);
        return host;
    }

    /// <summary>Runs one command of the host to its end; what it wrote.</summary>
    public static async Task<string> RunAsync(string folder, CancellationToken cancellationToken, params string[] words)
    {
        using var process = Launch([.. words, "--data", folder], []);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{string.Join(' ', words)}: {await errors}{output}");
    }

    /// <summary>The options that set a tenant up.</summary>
    public static string[] Setup(string recipe) => ["--recipe", recipe, "--admin", BenchHost.User, "--password", BenchHost.Password];

    /// <summary>Processor milliseconds of the server for each of so many requests, one after the other; the median of three takes. Six takes before do not count, with rests in which the runtime compiles what is used often.</summary>
    public async Task<double> CpuPerRequestAsync(int requests, Func<int, Task> request)
    {
        for (var take = 0; take < 6; take++)
        {
            for (var i = 0; i < requests; i++)
            {
                await request(i);
            }

            await Task.Delay(s_rest);
        }

        return await Figures.MedianAsync(async () =>
        {
            var before = CpuMs;
            for (var i = 0; i < requests; i++)
            {
                await request(i);
            }

            return (CpuMs - before) / requests;
        });
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Launch(string[] words, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Crm.Host.dll"), .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
