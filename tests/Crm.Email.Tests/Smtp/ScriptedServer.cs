using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crm.Email.Tests.Smtp;

/// <summary>A mail server that answers as a test says: a reply for a command, or null to hang up. After DATA it takes lines up to a dot.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, string, string?> _answer;
    private readonly int _lines;
    private readonly Task _serving;

    /// <param name="answer">The reply to a command on the n-th connection (from 1); the dot is <c>.</c>, the greeting a blank command.</param>
    /// <param name="lines">After so many lines of a mail it hangs up.</param>
    public ScriptedServer(Func<int, string, string?> answer, int lines = int.MaxValue)
    {
        (_answer, _lines) = (answer, lines);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What clients said, all connections.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>The lines of the mails it took.</summary>
    public ConcurrentQueue<string> Mail { get; } = new();

    /// <summary>A server that takes everything.</summary>
    public static string? Usual(string command) => command.Split(' ', ':')[0].ToUpperInvariant() switch
    {
        "" => "220 here", "EHLO" => "250-here\r\n250-ENHANCEDSTATUSCODES\r\n250-PIPELINING\r\n250 8BITMIME", "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 2.0.0 ok",
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        for (var number = 1; !_end.IsCancellationRequested; number++)
        {
            try
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token), number));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                break;
            }
        }

        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient client, int number)
    {
        using var ours = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var line = "";
            do
            {
                Heard.Enqueue(line);
                if (_answer(number, line) is not { } reply)
                {
                    return;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(reply.EndsWith('+') ? reply[..^1] : reply + "\r\n"), _end.Token);
                if (line == "DATA" && reply.StartsWith('3') && !await ReadMailAsync(reader))
                {
                    return;
                }

                line = line == "DATA" && reply.StartsWith('3') ? "." : await reader.ReadLineAsync(_end.Token);
            }
            while (line is not null);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The test or the client is done.
        }
    }

    private async Task<bool> ReadMailAsync(StreamReader reader)
    {
        for (var count = 0; count < _lines; count++)
        {
            if (await reader.ReadLineAsync(_end.Token) is not { } line || line == ".")
            {
                return true;
            }

            Mail.Enqueue(line);
        }

        return false;
    }
}
