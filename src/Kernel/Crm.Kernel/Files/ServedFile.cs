using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Crm.Kernel.Files;

/// <summary>A file on its way to a browser. Nothing that it holds may run, ask for anything or send anything; what is no picture, sound, film or PDF is only ever downloaded.</summary>
public static class ServedFile
{
    // Browsers show no PDF in a sandbox; theirs runs no script of the document in our name.
    private const string Sandboxed = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox";
    private const string Pdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <summary>The answer that hands it out, in ranges too.</summary>
    /// <param name="name">Its name, whose extension says what it is.</param>
    /// <param name="cache">The header <c>Cache-Control</c>.</param>
    /// <param name="download">Whether it is downloaded even when a browser may show it.</param>
    public static IResult Of(HttpContext http, FileStream content, string name, string cache, bool download = false)
    {
        var (kind, changed, headers) = (MediaKind.Of(name), File.GetLastWriteTimeUtc(content.SafeFileHandle), http.Response.Headers);
        headers.CacheControl = cache;
        headers.ContentSecurityPolicy = kind.Use == MediaUse.Pdf ? Pdf : Sandboxed;
        return Results.Stream(content, kind.ContentType, kind.IsShown && !download ? null : name, changed,
            new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{content.Length:x}-{changed.Ticks:x}\"")), enableRangeProcessing: true);
    }
}
