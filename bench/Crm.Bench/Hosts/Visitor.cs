using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Crm.Bench.Hosts;

/// <summary>A reader of pages over real HTTP: keeps cookies, follows nothing.</summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    private const int Unmeasured = 5;

    private readonly SocketsHttpHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, MaxConnectionsPerServer = 64 };
    private HttpMessageInvoker? _http;

    /// <summary>The bearer token that goes with each request; null for none.</summary>
    public string? Token { get; set; }

    private HttpMessageInvoker Http => _http ??= new HttpMessageInvoker(_handler);

    public async Task<Visitor> SignInAsync(string prefix = "", string name = BenchHost.User, string password = BenchHost.Password)
    {
        var token = AntiforgeryOf(await ReadAsync($"{prefix}/login", CancellationToken.None));
        var status = await PostFormAsync($"{prefix}/login", new() { ["Name"] = name, ["Password"] = password, ["__RequestVerificationToken"] = token }, CancellationToken.None);
        return status == HttpStatusCode.Redirect ? this : throw new InvalidOperationException($"Signing in answered {(int)status}.");
    }

    /// <summary>The 95th percentile of the server's milliseconds over these addresses, after five requests that do not count.</summary>
    public async Task<double> ServerP95Async(ServerClock clock, Func<int, string> path, int repetitions, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = -Unmeasured; i < repetitions; i++)
        {
            await ReadAsync(path(Math.Max(i, 0)), cancellationToken);
            var time = await clock.NextAsync(cancellationToken);
            if (i >= 0)
            {
                times.Add(time);
            }
        }

        return Figures.P95(times);
    }

    public async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        using var response = await Http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.OK ? body : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {body[..Math.Min(body.Length, 500)]}");
    }

    public async Task<HttpStatusCode> StatusAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        using var response = await Http.SendAsync(request, cancellationToken);
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.StatusCode;
    }

    public Task<HttpStatusCode> PostFormAsync(string path, Dictionary<string, string> fields, CancellationToken cancellationToken)
        => PostAsync(path, new FormUrlEncodedContent(fields), cancellationToken);

    public async Task<HttpStatusCode> PostAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = content;
        using var response = await Http.SendAsync(request, cancellationToken);
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.StatusCode;
    }

    public static string AntiforgeryOf(string page) => WebUtility.HtmlDecode(Antiforgery().Match(page).Groups[1].Value);

    /// <summary>What a browser would send back of the page's inputs, choices and texts.</summary>
    public static Dictionary<string, string> FieldsOf(string page)
    {
        var form = page[page.IndexOf("<form method=\"post\"", StringComparison.Ordinal)..];
        var fields = new Dictionary<string, string>();
        foreach (Match input in Input().Matches(form))
        {
            fields[Attribute(input.Value, "name")] = WebUtility.HtmlDecode(Attribute(input.Value, "value"));
        }

        foreach (Match select in Select().Matches(form))
        {
            fields[select.Groups[1].Value] = Chosen().Match(select.Value) is { Success: true } chosen ? WebUtility.HtmlDecode(Attribute(chosen.Value, "value")) : "";
        }

        return fields;
    }

    /// <summary>Waits until the address answers 200; the time since <paramref name="since"/> in milliseconds.</summary>
    public async Task<double> WaitFor200Async(string path, long since, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await StatusAsync(path, cancellationToken) == HttpStatusCode.OK)
                {
                    return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
                }
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(2))
            {
                // nobody listens yet
            }

            await Task.Delay(5, cancellationToken);
        }
    }

    public void Dispose()
    {
        _http?.Dispose();
        _handler.Dispose();
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path));
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        return request;
    }

    private static string Attribute(string element, string name) => Regex.Match(element, $"\\s{name}=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("""<input(?![^>]*type="(?:checkbox|radio|file|submit|search)")[^>]*\sname="[^"]+"[^>]*>""")]
    private static partial Regex Input();

    [GeneratedRegex("""<select[^>]*\sname="([^"]+)".*?</select>""", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("""<option[^>]*selected[^>]*>""")]
    private static partial Regex Chosen();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex Antiforgery();
}
