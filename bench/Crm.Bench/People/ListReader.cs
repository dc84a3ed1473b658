using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Crm.Bench.People;

/// <summary>A signed-in reader of pages who keeps time.</summary>
internal sealed partial class ListReader : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
    private readonly HttpMessageInvoker _http;
    private readonly Uri _address;

    private ListReader(Uri address) => (_http, _address) = (new HttpMessageInvoker(_handler), address);

    public static async Task<ListReader> SignInAsync(Uri address, string name, string password)
    {
        var reader = new ListReader(address);
        var token = WebUtility.HtmlDecode(Token().Match(await reader.ReadAsync("/login", CancellationToken.None)).Groups[1].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/login"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Name"] = name, ["Password"] = password, ["__RequestVerificationToken"] = token }),
        };
        using var response = await reader._http.SendAsync(request, CancellationToken.None);
        return response.StatusCode == HttpStatusCode.Redirect ? reader : throw new InvalidOperationException($"Signing in answered {(int)response.StatusCode}.");
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
        => int.Parse(string.Concat((await ReadAsync("/admin/people?handler=Count", cancellationToken)).Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The 95th percentile in milliseconds, after five requests that do not count.</summary>
    public async Task<double> TimeAsync(string path, int repetitions, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = -5; i < repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ReadAsync(path, cancellationToken);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return times[(int)Math.Ceiling(times.Count * 0.95) - 1];
    }

    /// <summary>The address so many pages on, by following "next"; null when the list is shorter.</summary>
    public async Task<string?> DeepAsync(string path, int pages, CancellationToken cancellationToken)
    {
        for (var i = 0; i < pages; i++)
        {
            var next = Next().Matches(await ReadAsync(path, cancellationToken)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).LastOrDefault();
            if (next is null)
            {
                return null;
            }

            path = next.StartsWith('?') ? "/admin/people" + next : next;
        }

        return path;
    }

    public async Task<string?> FirstPersonAsync(CancellationToken cancellationToken)
        => Person().Match(await ReadAsync("/admin/people", cancellationToken)) is { Success: true } match ? match.Groups[1].Value : null;

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, path));
        using var response = await _http.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync(cancellationToken)
            : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}.");
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""href="([^"]*[?&;]after=[^"]+)""")]
    private static partial Regex Next();

    [GeneratedRegex("""href="(/admin/people/4[0-9a-z]{25})""")]
    private static partial Regex Person();
}
