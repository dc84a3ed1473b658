namespace Crm.Webhooks.Log;

/// <summary>Why a delivery failed or was withheld, as <see cref="Delivery.Fault"/> holds it.</summary>
internal static class DeliveryFault
{
    /// <summary>The role does not see the record.</summary>
    public const string Unseen = "unseen";

    /// <summary>The change is of hidden fields only.</summary>
    public const string Hidden = "hidden";

    /// <summary>There is no such role any more.</summary>
    public const string NoRole = "no-role";

    /// <summary>The body could not be written; the error is in the log.</summary>
    public const string Unwritten = "unwritten";

    /// <summary>The secret cannot be read: the tenant's keys were lost.</summary>
    public const string Secret = "secret";

    /// <summary>The address leads where this host does not send.</summary>
    public const string Private = "private";

    /// <summary>The name is not known.</summary>
    public const string Name = "name";

    /// <summary>No connection.</summary>
    public const string Connection = "connection";

    /// <summary>The certificate is not good.</summary>
    public const string Certificate = "certificate";

    /// <summary>No answer in time.</summary>
    public const string Late = "late";

    /// <summary>The connection broke before the answer.</summary>
    public const string Broken = "broken";

    /// <summary>A redirect, which is not followed.</summary>
    public const string Redirect = "redirect";

    /// <summary>410: the receiver wants no more.</summary>
    public const string Gone = "gone";

    /// <summary>Another answer than success.</summary>
    public const string Status = "status";
}
