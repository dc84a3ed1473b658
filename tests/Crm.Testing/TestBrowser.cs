using System.Net;
using System.Text.RegularExpressions;

namespace Crm.Testing;

/// <summary>Real HTTP to a tenant: cookies are kept, redirects are shown and not followed, forms carry their antiforgery token.</summary>
public sealed partial class TestBrowser : IDisposable
{
    private readonly Uri _address;
    private readonly string _prefix;
    private readonly Uri _root;

    /// <summary>A browser at a tenant of the host that listens there.</summary>
    /// <param name="address">Where the host listens.</param>
    /// <param name="prefix">The tenant's first path segment; blank for none.</param>
    /// <param name="host">The name asked for, when it is not the address's own.</param>
    public TestBrowser(Uri address, string prefix, string? host)
    {
        (_address, _prefix) = (address, prefix);
        _root = new Uri(address, prefix.Length == 0 ? "/" : $"/{prefix}/");
        Cookies = new CookieContainer();
        // Both waits are against hanging only. A body that is refused unseen is not sent meanwhile: the answer would be lost in a connection that breaks.
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, MaxConnectionsPerServer = 64, Expect100ContinueTimeout = TimeSpan.FromMinutes(5) };
        Http = new HttpClient(handler) { BaseAddress = _root, Timeout = TimeSpan.FromMinutes(10) };
        Http.DefaultRequestHeaders.Host = host;
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html, */*;q=0.5");
    }

    /// <summary>The client, its base address at the tenant.</summary>
    public HttpClient Http { get; }

    /// <summary>The cookies kept.</summary>
    public CookieContainer Cookies { get; }

    /// <summary>Finds the error that a page gives a reference of; null when it gives none.</summary>
    public Func<string, string?>? Explain { get; init; }

    /// <summary>Another window of whoever is signed in here, with cookies of its own from now on: what is said once to one (a notice) is not taken by the other.</summary>
    public TestBrowser Again()
    {
        var other = new TestBrowser(_address, _prefix, Http.DefaultRequestHeaders.Host) { Explain = Explain };
        other.Cookies.Add(Cookies.GetAllCookies());
        foreach (var (name, values) in Http.DefaultRequestHeaders)
        {
            other.Http.DefaultRequestHeaders.Remove(name);
            other.Http.DefaultRequestHeaders.TryAddWithoutValidation(name, values);
        }

        return other;
    }

    /// <summary>Asks for a page of the tenant, as <c>/admin/features</c>.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(At(path));

    /// <summary>The body of a page that must answer 200.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.OK ? body : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {Explain?.Invoke(body) ?? body}");
    }

    /// <summary>Opens the page, fills its form and sends it back with its antiforgery token.</summary>
    /// <param name="action">Where to, when not the page itself.</param>
    public async Task<HttpResponseMessage> SubmitAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string? action = null)
    {
        var token = Token().Match(await ReadAsync(path)).Groups["token"].Value;
        return await PostAsync(action ?? path, fields.Append(new("__RequestVerificationToken", WebUtility.HtmlDecode(token))));
    }

    /// <summary>Sends a form as it is.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await Http.PostAsync(At(path), content);
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    private Uri At(string path) => new(_root, path.TrimStart('/'));

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""")]
    private static partial Regex Token();
}
