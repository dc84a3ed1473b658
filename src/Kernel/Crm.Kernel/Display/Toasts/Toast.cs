using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Crm.Kernel.Display.Toasts;

/// <summary>A short confirmation at the bottom of the screen.</summary>
/// <param name="Text">One localised sentence.</param>
/// <param name="Undo">Where a POST takes it back, offered for ten seconds; with the tenant's prefix.</param>
/// <param name="Tone">good, info, warn or bad.</param>
/// <param name="Stays">Whether the undo is sent by htmx and the page stays.</param>
public sealed record Toast(string Text, string? Undo = null, string Tone = "good", bool Stays = false);

/// <summary>Shows toasts.</summary>
public static class Toasts
{
    private const string Key = "toasts";
    private const string Trigger = "HX-Trigger";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Shows the toast on the page that comes next: after a redirect, or at once when the answer goes to htmx.
    /// </summary>
    /// <param name="undo">App-relative address that a POST undoes it at, as <c>~/admin/people/undo?batch=x</c>.</param>
    /// <param name="stays">Whether, in an answer to htmx, the undo is sent by htmx too: its handler then answers with what it has to <see cref="Tell"/>, and the page stays.</param>
    public static void Toast(this PageModel page, string text, string? undo = null, string tone = "good", bool stays = false)
    {
        var toast = new Toast(text, undo is null ? null : undo.StartsWith('~') ? page.Request.PathBase + undo[1..] : undo, tone, stays);
        if (page.Request.Headers.ContainsKey("HX-Request"))
        {
            page.Tell("toast", toast);
            return;
        }

        page.TempData[Key] = JsonSerializer.Serialize(Read(page.TempData).Append(toast), Json);
    }

    /// <summary>Has htmx raise an event in the page when the answer comes.</summary>
    /// <param name="detail">The event's detail, as JSON with members in camel case.</param>
    public static void Tell(this PageModel page, string name, object detail)
    {
        var events = page.Response.Headers[Trigger].ToString() is { Length: > 0 } told ? (JsonObject)JsonNode.Parse(told)! : [];
        events[name] = JsonSerializer.SerializeToNode(detail, Json);
        page.Response.Headers[Trigger] = events.ToJsonString(Json);
    }

    /// <summary>The toasts to show now; they are then forgotten.</summary>
    public static IReadOnlyList<Toast> Read(ITempDataDictionary tempData)
        => tempData[Key] is string text ? JsonSerializer.Deserialize<List<Toast>>(text, Json)! : [];
}
