using System.Net;
using System.Net.Sockets;
using Crm.Kernel.Data;
using Crm.Tracking.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Crm.Tracking.Hits;

/// <summary><c>/t/{token}</c>: a letter's pixel and links. It leads nowhere but where its own signature says; what is not ours is not found and not noted.</summary>
internal static class HitEndpoint
{
    private const int MostAgent = 300;

    // One pixel, transparent.
    private static readonly byte[] s_pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static async Task<IResult> GetAsync(string token, HttpContext http, IDocumentManager<TrackingSecret> secrets, HitLog log)
    {
        if (new LinkSigner(Convert.FromBase64String((await secrets.GetOrCreateImmutableAsync()).Key)).Read(token) is not { } link)
        {
            return Results.NotFound();
        }

        log.Add(new Hit(link.MessageId, link.Kind, link.Url, Cut(http.Request.Headers.UserAgent.ToString()), NetOf(http.Connection.RemoteIpAddress), http.Request.Method, 0));
        (http.Response.Headers.CacheControl, http.Response.Headers["Referrer-Policy"]) = ("no-store", "no-referrer");
        return link.Kind switch
        {
            HitKind.Open => Results.Bytes(s_pixel, "image/gif"),
            HitKind.Click => Found(http, link.Url),
            _ => Results.NoContent(),
        };
    }

    /// <summary>The network of an address: enough to tell machines apart, too little to find a person.</summary>
    internal static string NetOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6, address.AddressFamily == AddressFamily.InterNetwork ? 1 : 10);
        return new IPAddress(bytes).ToString();
    }

    private static IResult Found(HttpContext http, string url)
    {
        http.Response.Headers[HeaderNames.Location] = WebPage.Of(url);
        return Results.StatusCode(StatusCodes.Status302Found);
    }

    private static string Cut(string agent) => agent.Length > MostAgent ? agent[..MostAgent] : agent;
}
