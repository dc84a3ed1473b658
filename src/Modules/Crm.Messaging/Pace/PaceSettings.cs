namespace Crm.Messaging.Pace;

/// <summary>How fast letters to many go to one receiving domain: the site's section <c>PaceSettings</c>. What people write to one another, and what somebody waits for, goes at once.</summary>
public sealed class PaceSettings
{
    /// <summary>Letters a minute to a domain that has no pace of its own; 0 for no limit.</summary>
    public int PerMinute { get; set; }

    /// <summary>Domains with a pace of their own.</summary>
    public List<DomainPace> Domains { get; set; } = [];

    /// <summary>Letters a minute to that domain; 0 for no limit.</summary>
    internal int Of(string domain) => Domains.Find(one => one.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase))?.PerMinute ?? PerMinute;
}

/// <summary>The pace of one receiving domain.</summary>
public sealed class DomainPace
{
    /// <summary>As <c>example.org</c>.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Letters a minute; 0 for no limit.</summary>
    public int PerMinute { get; set; }
}
