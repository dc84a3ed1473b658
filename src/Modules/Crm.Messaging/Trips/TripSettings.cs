namespace Crm.Messaging.Trips;

/// <summary>
/// When the brake is pulled by itself: the site's section <c>TripSettings</c>. The rates are those at which large receivers turn a sender away: 5 % that come back for good, 0.3 % complaints,
/// measured after the first 500.
/// </summary>
public sealed class TripSettings
{
    /// <summary>Percent of the letters of a day that came back for good; 0 for never.</summary>
    public double BouncePercent { get; set; } = 5;

    /// <summary>Percent of the letters of a day that were complained about; 0 for never.</summary>
    public double ComplaintPercent { get; set; } = 0.3;

    /// <summary>Letters before which no rate is judged.</summary>
    public int Sample { get; set; } = 500;

    /// <summary>Messages to one person within an hour, of whatever kind; 0 for no ceiling.</summary>
    public int PersonPerHour { get; set; } = 20;
}

/// <summary>By what a brake was pulled by itself. Codes of the brakes: never renamed.</summary>
internal static class TripKinds
{
    public const string Bounces = "bounces";

    public const string Complaints = "complaints";

    public const string Person = "person";
}
