using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Crm.Webhooks.Log;
using Microsoft.Extensions.Configuration;

namespace Crm.Webhooks.Send;

/// <summary>What became of an attempt.</summary>
/// <param name="Fault">A <see cref="DeliveryFault"/>; null when the receiver took it.</param>
/// <param name="Answer">The first 2 KB of the body.</param>
internal sealed record Outcome(int? StatusCode, string? Fault, string? Answer, int Milliseconds);

/// <summary>
/// Sends the requests: no redirect is followed, no proxy asked, no cookie kept, and each connection goes to an address that was looked at after the name was resolved, so that a name
/// that changes its mind leads nowhere else. One a shell.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private const int MostAnswer = 2048;

    private readonly TimeSpan _patience;
    private readonly HttpMessageInvoker _invoker;

    public WebhookClient(AddressRules rules, IConfiguration host)
    {
        _patience = TimeSpan.FromSeconds(host.GetValue("Webhooks:TimeoutSeconds", 15.0));
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1), MaxResponseHeadersLength = 16, ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(rules, context.DnsEndPoint, cancellationToken),
        });
    }

    /// <summary>Posts the body; does not throw for what is the receiver's doing.</summary>
    public async Task<Outcome> PostAsync(string address, string id, long timestamp, string signature, string body, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(_patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", signature);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Crm-Webhooks", "1"));
            using var response = await _invoker.SendAsync(request, late.Token);
            var answer = await ReadAsync(response.Content, late.Token);
            return new Outcome((int)response.StatusCode, FaultOf(response.StatusCode), answer, Elapsed());
        }
        catch (Exception e) when ((e is HttpRequestException or IOException or OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            return new Outcome(null, FaultOf(e), null, Elapsed());
        }

        int Elapsed() => (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    public void Dispose() => _invoker.Dispose();

    private static string? FaultOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => DeliveryFault.Redirect,
        410 => DeliveryFault.Gone,
        _ => DeliveryFault.Status,
    };

    private static string FaultOf(Exception e) => e switch
    {
        OperationCanceledException => DeliveryFault.Late,
        _ when e.GetBaseException() is AddressRefusedException => DeliveryFault.Private,
        _ when e.GetBaseException() is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => DeliveryFault.Name,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => DeliveryFault.Certificate,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => DeliveryFault.Connection,
        _ => DeliveryFault.Broken,
    };

    private static async ValueTask<Stream> ConnectAsync(AddressRules rules, DnsEndPoint there, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(there.Host, cancellationToken);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, rules.Allows))
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, there.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[MostAnswer], 0);
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
        }

        // PostgreSQL keeps no zero in a text.
        return Encoding.UTF8.GetString(buffer, 0, length).Replace('\0', '\uFFFD');
    }
}

/// <summary>The name leads where this host does not send.</summary>
internal sealed class AddressRefusedException : Exception;
