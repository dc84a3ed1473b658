namespace Crm.Tracking.Hits;

/// <summary>What was asked for. Codes of links that are out: never renumbered.</summary>
internal enum HitKind
{
    /// <summary>The pixel.</summary>
    Open = 0,

    /// <summary>A link of the letter.</summary>
    Click = 1,

    /// <summary>The link that people do not see.</summary>
    Robot = 2,
}

/// <summary>One kind of request that came for a letter; the same again is counted. Of who asked only what tells people from machines is kept: no whole address.</summary>
/// <param name="Agent">What the asker calls itself, cut.</param>
/// <param name="Net">The network it came from: /24 of IPv4, /48 of IPv6.</param>
/// <param name="Moment">Tens of seconds since 1970: what comes later is another hit.</param>
internal sealed record Hit(string MessageId, HitKind Kind, string Url, string Agent, string Net, string Method, long Moment)
{
    /// <summary>The moment of a time.</summary>
    public static long MomentOf(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeSeconds() / 10;
}

/// <summary>How often and when it came.</summary>
internal readonly record struct Tally(DateTime FirstUtc, DateTime LastUtc, long Count)
{
    public Tally Plus(Tally more) => new(FirstUtc < more.FirstUtc ? FirstUtc : more.FirstUtc, LastUtc > more.LastUtc ? LastUtc : more.LastUtc, Count + more.Count);
}
