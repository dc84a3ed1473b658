using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Crm.Activities.Feed;

/// <summary><c>GET /calendar/{token}</c>: the feed, for calendar programs that keep no cookie.</summary>
internal static class FeedEndpoint
{
    public static async Task<IResult> GetAsync(string token, HttpContext http, CalendarFeed feed, FeedPace pace, CancellationToken cancellationToken)
    {
        if (!pace.Allows(http.Connection.RemoteIpAddress?.ToString() ?? ""))
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (await feed.ReadAsync(token.EndsWith(".ics", StringComparison.Ordinal) ? token[..^4] : token, cancellationToken) is not { } calendar)
        {
            return Results.NotFound();
        }

        var body = Encoding.UTF8.GetBytes(calendar);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Bytes(body, "text/calendar; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\""));
    }
}

/// <summary>How often an address may ask for feeds: 120 times a minute, so that who guesses at tokens gets nowhere. A singleton of the tenant.</summary>
internal sealed class FeedPace(TimeProvider time)
{
    private const int AMinute = 120;

    private readonly ConcurrentDictionary<string, int> _asked = new();
    private long _minute;

    public bool Allows(string address)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
        {
            _asked.Clear();
        }

        return _asked.AddOrUpdate(address, 1, (_, count) => count + 1) <= AMinute;
    }
}
