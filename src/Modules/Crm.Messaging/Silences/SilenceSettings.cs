namespace Crm.Messaging.Silences;

/// <summary>When nobody is written to: the site's section <c>SilenceSettings</c>.</summary>
public sealed class SilenceSettings
{
    /// <summary>All that were planned; those that were taken away too.</summary>
    public List<SilencePeriod> Periods { get; set; } = [];
}

/// <summary>Some days of silence: a mourning, an election, a holiday. What is sent to many waits until they are over, in the zone where each person lives.</summary>
public sealed class SilencePeriod
{
    /// <summary>Its name in addresses.</summary>
    public string SilenceId { get; set; } = "";

    /// <summary>Why, in a line: the ledger and the calendar show it.</summary>
    public string Title { get; set; } = "";

    /// <summary>Whoever lives there (ISO 3166-1 alpha-2); blank for everybody.</summary>
    public string Country { get; set; } = "";

    /// <summary>The first day.</summary>
    public DateOnly From { get; set; }

    /// <summary>The last day.</summary>
    public DateOnly Until { get; set; }

    /// <summary>Whether what people write to one another waits too. What somebody waits for goes in any case.</summary>
    public bool HoldsPersonal { get; set; }

    /// <summary>Who planned it.</summary>
    public string ByName { get; set; } = "";

    /// <summary>When it was taken away; null while it holds.</summary>
    public DateTime? RemovedUtc { get; set; }
}
