using System.Globalization;
using Crm.Kernel.Files;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Crm.Media.Serve;

/// <summary><c>/media/{path}</c>: a tenant's files, to whoever knows the path; those below <c>private</c> to people with the right to see media, and to nobody else even as a 403.</summary>
internal static class ServeMedia
{
    // Nothing that a file holds may run, ask for anything or send anything. Browsers show no PDF in a sandbox; theirs runs no script of the document in our name.
    private const string Sandboxed = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox";
    private const string Pdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/media/{**path}", [HttpMethods.Get, HttpMethods.Head], GetAsync)
        .Open("Media is public by its path, as the pictures of a site must be; what lies below private/ asks for the right to see media.").ExcludeFromDescription();

    private static async Task<IResult> GetAsync(HttpContext http, MediaFiles media, Rights rights, string? path = "")
    {
        var isPrivate = MediaPath.IsPrivate(path!);
        if ((isPrivate && !await rights.HoldsAsync(http.User, MediaPermissions.ViewMediaContent)) || media.Open(path!) is not { } content)
        {
            return Results.NotFound();
        }

        var (kind, changed, headers) = (MediaKind.Of(path!), File.GetLastWriteTimeUtc(content.SafeFileHandle), http.Response.Headers);
        headers.CacheControl = isPrivate ? "private, no-store" : http.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, no-cache";
        headers.ContentSecurityPolicy = kind.Use == MediaUse.Pdf ? Pdf : Sandboxed;
        return Results.Stream(content, kind.ContentType, kind.IsShown ? null : MediaPath.NameOf(path!), changed,
            new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{content.Length:x}-{changed.Ticks:x}\"")), enableRangeProcessing: true);
    }
}
