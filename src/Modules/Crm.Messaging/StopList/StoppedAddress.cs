using LinqToDB.Mapping;

namespace Crm.Messaging.StopList;

/// <summary>Why an address gets nothing more. Codes of the stop list: never renamed.</summary>
internal static class StopReasons
{
    /// <summary>It does not exist: nothing is written to it at all.</summary>
    public const string Hard = "hard";

    /// <summary>It came back too often for too long: nothing is written to it at all.</summary>
    public const string Soft = "soft";

    /// <summary>Somebody complained: no letter to many.</summary>
    public const string Complaint = "complaint";

    /// <summary>They asked for nothing more by its channel: nothing is written to it at all.</summary>
    public const string Wish = "wish";

    /// <summary>Somebody here decided so: nothing is written to it at all.</summary>
    public const string Hand = "hand";
}

/// <summary>
/// That an address gets nothing more, or no letters to many; a plain table, whose rows stay. No address stands in it: it outlives the erasure of the person, so that they are not written to again.
/// </summary>
[Table("MessageStop", IsColumnAttributeRequired = false)]
internal sealed class StoppedAddress
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>What <see cref="AddressKeys"/> makes of channel and address.</summary>
    public string AddressKey { get; set; } = "";

    public string Channel { get; set; } = "";

    /// <summary>One of <see cref="StopReasons"/>.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Of a decision by hand and of a wish, why.</summary>
    public string Detail { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>The message that it followed from; blank for none.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>User id; "system" for what follows from a mail that came back.</summary>
    public string By { get; set; } = "";

    public string ByName { get; set; } = "";

    /// <summary>When somebody lifted it; null while it holds.</summary>
    public DateTime? LiftedUtc { get; set; }

    public string LiftedByName { get; set; } = "";

    public string LiftReason { get; set; } = "";
}
