using LinqToDB.Mapping;

namespace Crm.Messaging.Pace;

/// <summary>A receiving domain that turned letters away, and is left in peace until a moment. The row goes when it takes a letter again. A plain table, the same for all nodes.</summary>
[Table("MessageDomainPause", IsColumnAttributeRequired = false)]
internal sealed class DomainPause
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Name of the channel.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Small letters.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Until when nothing for many is tried there.</summary>
    public DateTime UntilUtc { get; set; }

    /// <summary>How often in a row: each pause is twice as long as the one before.</summary>
    public int Times { get; set; }

    /// <summary>Whether it refuses us, not a letter.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>What it said.</summary>
    public string Detail { get; set; } = "";
}
