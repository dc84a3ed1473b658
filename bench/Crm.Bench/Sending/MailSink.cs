using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Bench.Sending;

/// <summary>Postfix's <c>smtp-sink</c> on a port of its own, which takes every mail, and forgets it or keeps it in a folder.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly Process _process;

    private MailSink(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="folder">Where each mail becomes a file; null to keep none.</param>
    public static async Task<MailSink> StartAsync(CancellationToken cancellationToken, string? folder = null)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        string[] keeps = folder is null ? [] : ["-d", Path.Combine(folder, "m.")];
        if (folder is not null && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        var sink = new MailSink(Process.Start(new ProcessStartInfo("smtp-sink", [.. user, .. keeps, $"127.0.0.1:{port}", "512"]) { WorkingDirectory = folder ?? "" })!, port);
        while (!await sink.ListensAsync(cancellationToken))
        {
            await Task.Delay(10, cancellationToken);
        }

        return sink;
    }

    /// <summary>How many mails a second Postfix's own <c>smtp-source</c> sends it over kept connections.</summary>
    public async Task<double> SourceAsync(int mails, int connections, int bytes, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var source = Process.Start(new ProcessStartInfo("smtp-source", ["-d", "-m", $"{mails}", "-l", $"{bytes}", "-s", $"{connections}", $"127.0.0.1:{Port}"]))!;
        await source.WaitForExitAsync(cancellationToken);
        return mails / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
