using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Testing;

/// <summary>The API, asked in a line.</summary>
public static class JsonCalls
{
    /// <summary>Sends JSON and gives the status and what came back, null for an answer without a body.</summary>
    /// <param name="body">What is written as JSON; null for none.</param>
    public static async Task<(HttpStatusCode Status, JsonNode? Body)> SendJsonAsync(this TestBrowser browser, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/')) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await browser.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Posts JSON.</summary>
    public static Task<(HttpStatusCode Status, JsonNode? Body)> PostJsonAsync(this TestBrowser browser, string path, object? body = null) => browser.SendJsonAsync(HttpMethod.Post, path, body);

    /// <summary>Asks for JSON that must answer 200.</summary>
    public static async Task<JsonNode> ReadJsonAsync(this TestBrowser browser, string path) => JsonNode.Parse(await browser.ReadAsync(path))!;

    /// <summary>The texts of a member of each item of a page.</summary>
    public static List<string> Each(this JsonNode page, string member) => [.. page["items"]!.AsArray().Select(item => item![member]!.ToString())];
}
