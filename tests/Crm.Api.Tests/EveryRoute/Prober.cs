using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Testing;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>Does everything that the route table offers: opens the page, takes its form and token, fills what is blank, sends it.</summary>
/// <param name="browser">Somebody's browser, for pages.</param>
/// <param name="program">The same person's program, for the API.</param>
internal sealed partial class Prober(TestBrowser browser, TestBrowser program, Func<Task<TestBrowser>> signInAgain) : IDisposable
{
    private const string Token = "__RequestVerificationToken";

    // Pages that have no form to fill for whoever asks, and a token that serves there.
    private readonly HashSet<string> _formless = [];
    private TestBrowser _browser = browser;
    private string? _token;

    /// <summary>All answers of all tries of that act on these records.</summary>
    public async Task<List<Answer>> TryAsync(Route route, Act act, Records records)
    {
        var answers = new List<Answer>();
        foreach (var address in records.Fill(route.Pattern))
        {
            answers.Add(await SendAsync(address, act, records, filled: false));

            // A page that came back may have found blanks: once more with everything filled.
            if (act.Writes && answers[^1].Status is HttpStatusCode.OK or HttpStatusCode.BadRequest)
            {
                answers.Add(await SendAsync(address, act, records, filled: true));
            }
        }

        return answers;
    }

    public void Dispose() => _browser.Dispose();

    private async Task<Answer> SendAsync(string address, Act act, Records records, bool filled)
    {
        var isApi = address.StartsWith("/api/", StringComparison.Ordinal);
        var query = string.Join('&', act.Parameters.SelectMany(name => records.Values(name).Take(1).Select(value => $"{name}={Uri.EscapeDataString(value)}")).Prepend(act.Handler is null ? "" : "handler=" + act.Handler).Append(isApi || address.EndsWith("/body", StringComparison.Ordinal) ? Bodies.Question(address, act.Writes, records) : "").Where(pair => pair.Length > 0));
        var path = query.Length == 0 ? address : $"{address}?{query}";
        using var content = !act.Writes ? null : isApi ? Bodies.For(address, records) : new FormUrlEncodedContent(await FieldsAsync(address, act, records, filled));
        using var request = new HttpRequestMessage(new HttpMethod(act.Method), path.TrimStart('/')) { Content = content };
        using var response = await (isApi ? program : _browser).Http.SendAsync(request);
        var answer = new Answer(act.Method + " " + path, response.StatusCode, response.Headers.Location?.ToString() ?? "", await TextAsync(response) + await BehindAsync(response, isApi));
        if (answer.IsSentToSignIn)
        {
            _browser.Dispose();
            _browser = await signInAgain();
            _token = null;
            _formless.Clear();
        }

        return answer;
    }

    /// <summary>The page that an answer leads to: what it says of the act is part of the answer.</summary>
    private async Task<string> BehindAsync(HttpResponseMessage response, bool isApi)
    {
        if (isApi || response.Headers.Location is not { } location || Answer.LeadsToSignIn(location.ToString()))
        {
            return "";
        }

        using var next = await _browser.Http.GetAsync(new Uri(response.RequestMessage!.RequestUri!, location));
        return await TextAsync(next);
    }

    private async Task<List<KeyValuePair<string, string>>> FieldsAsync(string address, Act act, Records records, bool filled)
    {
        var html = _formless.Contains(address) ? "" : await FormAsync(address);
        if (!html.Contains(Token, StringComparison.Ordinal))
        {
            html += _token ??= await _browser.ReadAsync("/admin/profile");
        }

        var fields = Forms.Read(html, filled);

        // Every form of the page has its token; two of them at once are none.
        var token = fields.Find(field => field.Key == Token);
        fields.RemoveAll(field => field.Key == Token);
        fields.Add(token);
        fields.AddRange(act.Parameters.SelectMany(name => records.Values(name).Select(value => KeyValuePair.Create(name, value))));
        fields.AddRange(Records.Usual);
        return fields;
    }

    private async Task<string> FormAsync(string address)
    {
        using var page = await _browser.GetAsync(address);
        if (page.StatusCode == HttpStatusCode.NotFound)
        {
            _formless.Add(address);
        }

        return page.StatusCode == HttpStatusCode.OK ? await page.Content.ReadAsStringAsync() : "";
    }

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        var headers = string.Join('\n', response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value));
        return WebUtility.UrlDecode(headers) + Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }
}

/// <summary>What came back, headers and the page behind a redirect included.</summary>
internal sealed record Answer(string Request, HttpStatusCode Status, string Location, string Text)
{
    public bool IsSentToSignIn => Status == HttpStatusCode.Redirect && LeadsToSignIn(Location);

    /// <summary>The handler ran to its end.</summary>
    public bool IsDone => (int)Status < 400 && !IsSentToSignIn;

    public static bool LeadsToSignIn(string location) => location.Contains("/login", StringComparison.Ordinal);
}

/// <summary>Reads the inputs of a page.</summary>
internal static partial class Forms
{
    public static List<KeyValuePair<string, string>> Read(string html, bool filled)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (Match tag in Input().Matches(html))
        {
            var (name, type, value) = (Of(tag.Value, "name"), Of(tag.Value, "type"), Of(tag.Value, "value"));
            if (name.Length == 0 || type is "submit" or "button" or "file" or "search" || (type is "checkbox" or "radio" && !tag.Value.Contains(" checked", StringComparison.Ordinal)))
            {
                continue;
            }

            var blank = value.Length == 0 && (filled || tag.Value.Contains(" required", StringComparison.Ordinal));
            fields.Add(new(name, blank ? Plausible(name, type) : value));
        }

        fields.AddRange(Area().Matches(html).Select(area => KeyValuePair.Create(
            WebUtility.HtmlDecode(area.Groups["name"].Value), area.Groups["text"].Value.Trim() is { Length: > 0 } text ? WebUtility.HtmlDecode(text) : filled ? "Some words" : "")));
        fields.AddRange(List().Matches(html).Select(list => KeyValuePair.Create(
            WebUtility.HtmlDecode(list.Groups["name"].Value), Option().Matches(list.Groups["options"].Value).OrderByDescending(option => option.Value.Contains(" selected", StringComparison.Ordinal)).Select(option => Of(option.Value, "value")).FirstOrDefault() ?? "")));
        return fields;
    }

    private static string Plausible(string name, string type) => (name, type) switch
    {
        (_, "email") => "probe@example.org",
        (_, "number") => "7",
        (_, "date") => "2001-02-03",
        (_, "url") => "https://example.org",
        (_, "tel") => "+33 5 36 49 00 09",
        _ when name.EndsWith("TimeZone", StringComparison.Ordinal) => "Europe/Paris",
        _ when name.EndsWith("Country", StringComparison.Ordinal) => "FR",
        _ when name.Contains("Language", StringComparison.Ordinal) => "fr",
        _ => "Probe",
    };

    private static string Of(string tag, string attribute) => WebUtility.HtmlDecode(Regex.Match(tag, $"\\s{attribute}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<input\\b[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<textarea\\b[^>]*name=\"(?<name>[^\"]+)\"[^>]*>(?<text>[^<]*)</textarea>")]
    private static partial Regex Area();

    [GeneratedRegex("<select\\b[^>]*name=\"(?<name>[^\"]+)\"[^>]*>(?<options>.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex List();

    [GeneratedRegex("<option\\b[^>]*>")]
    private static partial Regex Option();
}
