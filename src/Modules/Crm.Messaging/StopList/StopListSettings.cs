namespace Crm.Messaging.StopList;

/// <summary>
/// When an address is given up that never quite fails: the site's section <c>StopListSettings</c>. Counted are messages that came back one after the other, with none between them that arrived.
/// </summary>
public sealed class StopListSettings
{
    /// <summary>Times that a mailbox was full, busy or not reached.</summary>
    public int SoftMost { get; set; } = 5;

    /// <summary>Days between the first and the last of them, at least.</summary>
    public int SoftDays { get; set; } = 30;

    /// <summary>Times that the mailbox was closed, or filtered it out.</summary>
    public int RefusedMost { get; set; } = 3;

    /// <summary>Days within which they are counted.</summary>
    public int RefusedDays { get; set; } = 90;
}
