namespace Crm.Email.Bounces;

/// <summary>What a mail says of one recipient.</summary>
/// <param name="Address">The address we wrote to, as far as it is said; of a reply who wrote it; blank when nothing tells.</param>
/// <param name="FinalAddress">Where it failed at last, where that is another address (forwarded); else the same.</param>
/// <param name="Status">Enhanced code (RFC 3463) as <c>5.1.1</c>; blank for none.</param>
/// <param name="ReplyCode">SMTP reply as <c>550</c>; blank for none.</param>
/// <param name="Feedback">What a complaint is about (RFC 5965): abuse, fraud, virus, opt-out, not-spam, auth-failure, other; blank for what is none.</param>
/// <param name="Diagnostic">What the other side said, at most <see cref="MaxDiagnostic"/> characters.</param>
internal sealed record ReportedRecipient(string Address, string FinalAddress, BounceReason Reason, string Status = "", string ReplyCode = "", string Feedback = "", string Diagnostic = "")
{
    /// <summary>Longest text kept of what the other side said, in characters.</summary>
    public const int MaxDiagnostic = 500;

    /// <summary>What the reason belongs to.</summary>
    public BounceClass Class => Reason.Class();

    /// <summary>Whether the address is to be given up at once.</summary>
    public bool Hard => Class == BounceClass.Hard;

    /// <summary>What follows.</summary>
    public BounceAction Action => Reason.Action(Feedback);
}
