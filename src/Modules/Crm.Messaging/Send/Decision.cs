using Crm.Messaging.Messages;

namespace Crm.Messaging.Send;

/// <summary>That a message does not go now, and how it stands from now on.</summary>
/// <param name="NextUtc">When it is looked at again by itself; null when it is not.</param>
internal sealed record Decision(MessageState State, string Reason, string Detail = "", DateTime? NextUtc = null)
{
    /// <summary>Kept back until then.</summary>
    public static Decision HoldUntil(DateTime utc, string reason, string detail = "") => new(MessageState.Held, reason, detail, utc);
}
