using System.Net.Mime;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Hosting;

/// <summary>Answers that need no tenant: one sentence, as a page for people and as problem+json for programs.</summary>
internal static class PlainPages
{
    public static Task WriteAsync(HttpContext context, int status, string sentence, string? reference = null)
    {
        context.Response.StatusCode = status;
        SecurityHeaders.Set(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-store";
        if (!WantsHtml(context.Request))
        {
            return Results.Problem(title: sentence, statusCode: status, extensions: reference is null ? null : new Dictionary<string, object?> { ["reference"] = reference })
                .ExecuteAsync(context);
        }

        var text = HtmlEncoder.Default.Encode(sentence);
        var note = reference is null ? "" : $"<p>Reference: <code>{HtmlEncoder.Default.Encode(reference)}</code></p>";
        context.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{status}</title></head><body><main><h1>{text}</h1>{note}</main></body></html>");
    }

    /// <summary>Whether a person's browser asks, not a program.</summary>
    public static bool WantsHtml(HttpRequest request)
        => !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);
}
