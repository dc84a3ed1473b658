using Crm.Kernel.Files;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Media.Serve;

/// <summary><c>/media/{path}</c>: a tenant's files, to whoever knows the path; those below <c>private</c> to people with the right to see media, and to nobody else even as a 403.</summary>
internal static class ServeMedia
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/media/{**path}", [HttpMethods.Get, HttpMethods.Head], GetAsync)
        .Open("Media is public by its path, as the pictures of a site must be; what lies below private/ asks for the right to see media.").ExcludeFromDescription();

    private static async Task<IResult> GetAsync(HttpContext http, MediaFiles media, Rights rights, string? path = "")
    {
        var isPrivate = MediaPath.IsPrivate(path!);
        if ((isPrivate && !await rights.HoldsAsync(http.User, MediaPermissions.ViewMediaContent)) || media.Open(path!) is not { } content)
        {
            return Results.NotFound();
        }

        return ServedFile.Of(http, content, MediaPath.NameOf(path!), isPrivate ? "private, no-store" : http.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, no-cache");
    }
}
