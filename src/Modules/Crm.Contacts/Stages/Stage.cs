using System.Text.Json.Serialization;
using Crm.Contacts.Choose;

namespace Crm.Contacts.Stages;

/// <summary>What a stage means for the relation; its colour follows from it.</summary>
public enum StageKind
{
    /// <summary>Somebody who may become a client.</summary>
    Open,

    /// <summary>A client.</summary>
    Client,

    /// <summary>A client who has gone quiet.</summary>
    Dormant,

    /// <summary>Somebody who said no, or left.</summary>
    Lost,
}

/// <summary>A stage of the life cycle, as the tenant names it.</summary>
public sealed class Stage : IOffered
{
    /// <summary>The longest key, in characters.</summary>
    internal const int LongestKey = 40;

    /// <summary>The longest name, in characters.</summary>
    internal const int LongestName = 60;

    /// <summary>What people's records hold, never changed: lower-case letters, digits and hyphens.</summary>
    public string Key { get; set; } = "";

    /// <summary>The name where its reader's language has none of its own.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name by language, as "fr".</summary>
    public Dictionary<string, string> Names { get; set; } = [];

    /// <summary>What it means.</summary>
    public StageKind Kind { get; set; }

    /// <summary>Who is in it for longer than so many days is stuck; null for never.</summary>
    public int? StuckAfterDays { get; set; }

    /// <summary>Whether it is no longer offered; kept so that the past and an undo have its name.</summary>
    public bool IsRetired { get; set; }

    /// <summary>The tone of its badge.</summary>
    [JsonIgnore]
    public string Tone => Kind switch { StageKind.Client => "good", StageKind.Dormant => "warn", StageKind.Lost => "bad", _ => "info" };
}

/// <summary>The stages of the tenant, in their order; one document.</summary>
public sealed class LifeCycleDocument
{
    /// <summary>The stages; those of a new tenant until somebody changes them.</summary>
    public List<Stage> Stages { get; set; } =
    [
        new Stage { Key = "prospect", Name = "Prospect", Kind = StageKind.Open, StuckAfterDays = 90 },
        new Stage { Key = "client", Name = "Client", Kind = StageKind.Client },
        new Stage { Key = "dormant", Name = "Dormant", Kind = StageKind.Dormant },
    ];
}
