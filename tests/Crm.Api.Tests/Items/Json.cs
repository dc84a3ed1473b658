using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Testing;

namespace Crm.Api.Tests.Items;

internal static class Json
{
    public static string Gift(string title, string? id = null, string fields = "\"Price\": { \"Value\": 5 }")
        => "{" + (id is null ? "" : $"\"ContentItemId\": \"{id}\", ") + $"\"ContentType\": \"Gift\", \"TitlePart\": {{ \"Title\": \"{title}\" }}, \"Gift\": {{ {fields} }} }}";

    public static async Task<(HttpStatusCode Status, JsonObject? Body, string? Tag)> SendAsync(this TestBrowser program, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(program.Http.BaseAddress!, path.TrimStart('/'))) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await ReadAsync(await program.Http.SendAsync(request));
    }

    public static async Task<(HttpStatusCode Status, JsonObject? Body, string? Tag)> TakeAsync(this TestBrowser program, string path) => await ReadAsync(await program.GetAsync(path));

    private static async Task<(HttpStatusCode, JsonObject?, string?)> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) as JsonObject : null, response.Headers.ETag?.Tag);
        }
    }
}
