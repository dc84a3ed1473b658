using Crm.Tracking.Hits;

namespace Crm.Tracking.Classify;

/// <summary>Who a hit is of. Codes of the table: never renumbered.</summary>
public enum ReaderClass
{
    /// <summary>Nothing speaks for a machine.</summary>
    Human = 0,

    /// <summary>A rule says so.</summary>
    Machine = 1,

    /// <summary>A program that nobody knows.</summary>
    Unknown = 2,
}

/// <summary>Why a hit is not a person's; codes, never renamed.</summary>
internal static class MachineReasons
{
    public const string Method = "method";
    public const string Agent = "agent";
    public const string Proxy = "proxy";
    public const string Soon = "soon";
    public const string ManyLinks = "many-links";
    public const string RobotLink = "robot-link";
    public const string Unfamiliar = "unfamiliar";
}

/// <summary>Tells people from machines by the hits of one letter.</summary>
internal static class Classifier
{
    /// <summary>The class of each hit and why, in their order.</summary>
    /// <param name="sentUtc">When the letter's channel took it.</param>
    public static IReadOnlyList<(ReaderClass Class, string Reason)> Of(IReadOnlyList<KeyValuePair<Hit, Tally>> hits, DateTime sentUtc, ReadingRules rules)
    {
        var (robots, hasty) = (hits.Where(one => one.Key.Kind == HitKind.Robot).ToList(), Hasty(hits, rules));
        return [.. hits.Select(one => Of(one.Key, one.Value, sentUtc, rules, robots, hasty))];
    }

    private static (ReaderClass Class, string Reason) Of(Hit hit, Tally tally, DateTime sentUtc, ReadingRules rules, List<KeyValuePair<Hit, Tally>> robots, HashSet<Hit> hasty)
    {
        var reason = hit.Kind == HitKind.Robot || robots.Exists(robot => IsSameClient(robot.Key, hit) && IsNear(robot.Value, tally, rules.RobotSeconds)) ? MachineReasons.RobotLink
            : hit.Method != "GET" ? MachineReasons.Method
            : hit.Agent.Length == 0 || rules.MachineAgents.Exists(part => hit.Agent.Contains(part, StringComparison.OrdinalIgnoreCase)) ? MachineReasons.Agent
            : rules.ProxyAgents.Contains(hit.Agent) ? MachineReasons.Proxy
            : hasty.Contains(hit) ? MachineReasons.ManyLinks
            : tally.FirstUtc - sentUtc < TimeSpan.FromSeconds(rules.SoonSeconds) ? MachineReasons.Soon
            : "";
        return reason.Length > 0 ? (ReaderClass.Machine, reason)
            : rules.PeopleAgents.Exists(part => hit.Agent.Contains(part, StringComparison.OrdinalIgnoreCase)) ? (ReaderClass.Human, "") : (ReaderClass.Unknown, MachineReasons.Unfamiliar);
    }

    // Too many different links of one letter within a moment, from wherever.
    private static HashSet<Hit> Hasty(IReadOnlyList<KeyValuePair<Hit, Tally>> hits, ReadingRules rules)
    {
        var hasty = new HashSet<Hit>();
        var clicks = hits.Where(one => one.Key.Kind == HitKind.Click).OrderBy(one => one.Value.FirstUtc).ToList();
        foreach (var first in clicks)
        {
            var together = clicks.Where(one => one.Value.FirstUtc >= first.Value.FirstUtc && one.Value.FirstUtc - first.Value.FirstUtc <= TimeSpan.FromSeconds(rules.LinksSeconds)).ToList();
            if (together.Select(one => one.Key.Url).Distinct().Count() >= rules.LinksAtOnce)
            {
                hasty.UnionWith(together.Select(one => one.Key));
            }
        }

        return hasty;
    }

    private static bool IsSameClient(Hit one, Hit other) => one.Agent == other.Agent && one.Net == other.Net;

    private static bool IsNear(Tally robot, Tally other, int seconds)
    {
        var near = TimeSpan.FromSeconds(seconds);
        return other.FirstUtc - robot.LastUtc <= near && robot.FirstUtc - other.LastUtc <= near;
    }
}
