using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Crm.Api.Reader;

/// <summary>Serves the reader's script out of its package.</summary>
internal static class ReaderScript
{
    private const string Resource = "ScalarStaticAssets.scalar.js";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/reader/scalar.js", Get).RequireRight(CommonPermissions.AccessContentApi.Name).ExcludeFromDescription();

    private static IResult Get(HttpContext http)
    {
        var script = typeof(ScalarOptions).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The package has no {Resource}.");
        Span<byte> head = stackalloc byte[2];
        script.ReadExactly(head);
        script.Position = 0;
        if (head is [0x1f, 0x8b])
        {
            http.Response.Headers.ContentEncoding = "gzip";
        }

        http.Response.Headers.CacheControl = "private, max-age=86400";
        return Results.Stream(script, "text/javascript");
    }
}
