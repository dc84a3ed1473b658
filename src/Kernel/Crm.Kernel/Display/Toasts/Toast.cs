using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Crm.Kernel.Display.Toasts;

/// <summary>A short confirmation at the bottom of the screen.</summary>
/// <param name="Text">One localised sentence.</param>
/// <param name="Undo">Where a POST takes it back, offered for ten seconds; with the tenant's prefix.</param>
/// <param name="Tone">good, info, warn or bad.</param>
public sealed record Toast(string Text, string? Undo = null, string Tone = "good");

/// <summary>Shows toasts.</summary>
public static class Toasts
{
    private const string Key = "toasts";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Shows the toast on the page that comes next: after a redirect, or at once when the answer goes to htmx.
    /// </summary>
    /// <param name="undo">App-relative address that a POST undoes it at, as <c>~/admin/people/undo?batch=x</c>.</param>
    public static void Toast(this PageModel page, string text, string? undo = null, string tone = "good")
    {
        var toast = new Toast(text, undo is null ? null : undo.StartsWith('~') ? page.Request.PathBase + undo[1..] : undo, tone);
        if (page.Request.Headers.ContainsKey("HX-Request"))
        {
            page.Response.Headers["HX-Trigger"] = JsonSerializer.Serialize(new Dictionary<string, Toast> { ["toast"] = toast }, Json);
            return;
        }

        page.TempData[Key] = JsonSerializer.Serialize(Read(page.TempData).Append(toast), Json);
    }

    /// <summary>The toasts to show now; they are then forgotten.</summary>
    public static IReadOnlyList<Toast> Read(ITempDataDictionary tempData)
        => tempData[Key] is string text ? JsonSerializer.Deserialize<List<Toast>>(text, Json)! : [];
}
