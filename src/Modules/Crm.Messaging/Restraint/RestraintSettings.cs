using Crm.Messaging.Messages;

namespace Crm.Messaging.Restraint;

/// <summary>How much is enough: the site's section <c>RestraintSettings</c>. Rules hold what is sent to many; what people write to one another, or wait for, goes, and is counted.</summary>
public sealed class RestraintSettings
{
    /// <summary>The rules, each of which holds.</summary>
    public List<RestraintRule> Rules { get; set; } =
    [
        new() { Name = "email-week", Channel = "email", Days = 7, Most = 2 },
        new() { Name = "person-week", Days = 7, Most = 3 },
        new() { Name = "household-week", PerHousehold = true, Days = 7, Most = 5 },
    ];

    /// <summary>What lies between two messages that say much: one for an intensity.</summary>
    public List<IntensityGap> Gaps { get; set; } = [];

    /// <summary>Beginning of the quiet hours of what is sent to many, in the receiver's zone.</summary>
    public TimeOnly QuietFrom { get; set; } = new(21, 0);

    /// <summary>Their end; the beginning for none.</summary>
    public TimeOnly QuietTo { get; set; } = new(8, 0);

    /// <summary>Words that are older than so many days are approved anew before they leave; 0 for never. What people wait for leaves all the same.</summary>
    public int ApprovalDays { get; set; }

    /// <summary>How far back anything counts; 0 when nothing does.</summary>
    internal int MostDays => Rules.Select(rule => rule.Days).Concat(Gaps.Select(gap => gap.Days)).DefaultIfEmpty(0).Max();
}

/// <summary>At most so many messages in so many days.</summary>
public sealed class RestraintRule
{
    /// <summary>What the ledger calls it: letters, digits and hyphens.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether all who live in one of the person's homes are counted together.</summary>
    public bool PerHousehold { get; set; }

    /// <summary>Messages by that channel alone; blank for all.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Days of 24 hours, counted back from the moment of sending.</summary>
    public int Days { get; set; } = 7;

    /// <summary>How many; 0 for none at all.</summary>
    public int Most { get; set; } = 1;
}

/// <summary>How far somebody is within a rule.</summary>
/// <param name="Used">Messages that count.</param>
/// <param name="FreesUtc">When the oldest of them no longer counts; null when none does.</param>
internal sealed record RestraintUse(RestraintRule Rule, int Used, DateTime? FreesUtc)
{
    public bool IsFull => Used >= Rule.Most;
}
