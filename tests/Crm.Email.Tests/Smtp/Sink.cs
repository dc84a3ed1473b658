using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Email.Tests.Smtp;

/// <summary>Postfix's <c>smtp-sink</c> on a port of its own, with a folder where it keeps what it took.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Sink(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    public static async Task<Sink> StartAsync(params string[] options)
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("crm-sink-").FullName, FreePort());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/smtp-sink", [.. user, "-d", Path.Combine(folder, "m."), .. options, $"127.0.0.1:{port}", "512"]) { WorkingDirectory = folder })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await ListensAsync(port))
        {
            await Task.Delay(5, patience.Token);
        }

        return new Sink(process, folder, port);
    }

    /// <summary>What it took, without the headers of its own.</summary>
    public IReadOnlyList<string> Taken() => [.. Directory.GetFiles(_folder).Select(File.ReadAllText).Select(text => text[text.IndexOf("\nFrom: ", StringComparison.Ordinal)..].TrimStart('\n'))];

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
