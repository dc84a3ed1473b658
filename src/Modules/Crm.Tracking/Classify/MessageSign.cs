using LinqToDB.Mapping;

namespace Crm.Tracking.Classify;

/// <summary>What the hits of one message come to: a row for each link, or the pixel, and class. Made anew whenever something came for the message.</summary>
[Table("MessageSign", IsColumnAttributeRequired = false)]
internal sealed class MessageSign
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    public string MessageId { get; set; } = "";

    /// <summary>The message's action.</summary>
    public string Action { get; set; } = "";

    /// <summary>Content item id.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The file of hits that it was made of.</summary>
    public string File { get; set; } = "";

    /// <summary>A <c>HitKind</c>: opened or followed.</summary>
    public int Kind { get; set; }

    /// <summary>Where the link leads; blank for the pixel.</summary>
    public string Url { get; set; } = "";

    /// <summary>A <see cref="ReaderClass"/>.</summary>
    public int Class { get; set; }

    /// <summary>Why it is not a person's; blank for one that is.</summary>
    public string Reason { get; set; } = "";

    /// <summary>How many hits.</summary>
    public long Count { get; set; }

    public DateTime FirstUtc { get; set; }

    public DateTime LastUtc { get; set; }

    /// <summary>Seconds from sending to the first.</summary>
    public long After { get; set; }
}
