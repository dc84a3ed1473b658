namespace Crm.Email.Bounces;

/// <summary>What reasons have in common.</summary>
internal enum BounceClass
{
    /// <summary>Nothing is to be done: it arrived, or somebody wrote.</summary>
    None,

    /// <summary>The address is no good.</summary>
    Hard,

    /// <summary>It may go another time.</summary>
    Soft,

    /// <summary>The receiver refuses us, not the person.</summary>
    Block,

    /// <summary>The receiver refuses what we wrote.</summary>
    Content,

    /// <summary>Somebody complains.</summary>
    Complaint,

    /// <summary>A program answered.</summary>
    Auto,
}

/// <summary>What is to follow.</summary>
internal enum BounceAction
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The address gets nothing any more, from now on.</summary>
    Suppress,

    /// <summary>Try again from 5 minutes to 72 hours; suppress after 5 within at least 30 days without a success.</summary>
    Retry,

    /// <summary>As <see cref="Retry"/>; suppress after 3 within 90 days.</summary>
    RetryFewTimes,

    /// <summary>Pause everything to that receiver's domain and tell somebody; never suppress the person.</summary>
    PauseReceiver,

    /// <summary>Stop the campaign.</summary>
    StopCampaign,

    /// <summary>The person leaves the list.</summary>
    LeaveList,

    /// <summary>Tell somebody: our name is abused.</summary>
    Alert,
}

/// <summary>The one place that says which class a reason belongs to, and what follows.</summary>
internal static class BounceClasses
{
    /// <summary>The class of a reason.</summary>
    public static BounceClass Class(this BounceReason reason) => reason switch
    {
        BounceReason.Delivered => BounceClass.None,
        BounceReason.UserUnknown or BounceReason.HostUnknown or BounceReason.HasMoved or BounceReason.NotAccept => BounceClass.Hard,
        BounceReason.MesgTooBig or BounceReason.ExceedLimit or BounceReason.ContentError or BounceReason.VirusDetected or BounceReason.NotCompliantRfc => BounceClass.Content,
        BounceReason.Blocked or BounceReason.PolicyViolation or BounceReason.AuthFailure or BounceReason.RequirePtr or BounceReason.BadReputation or BounceReason.SpamDetected
            or BounceReason.Rejected or BounceReason.SecurityError or BounceReason.NoRelaying or BounceReason.FailedStarttls => BounceClass.Block,
        BounceReason.Feedback => BounceClass.Complaint,
        BounceReason.Vacation => BounceClass.Auto,
        _ => BounceClass.Soft,
    };

    /// <summary>What follows from a reason.</summary>
    /// <param name="feedback">What a complaint is about (RFC 5965); blank for what is none.</param>
    public static BounceAction Action(this BounceReason reason, string feedback) => reason.Class() switch
    {
        BounceClass.Hard => BounceAction.Suppress,
        BounceClass.Soft => reason is BounceReason.Suspend or BounceReason.Filtered ? BounceAction.RetryFewTimes : BounceAction.Retry,
        BounceClass.Block => BounceAction.PauseReceiver,
        BounceClass.Content => BounceAction.StopCampaign,
        BounceClass.Complaint => feedback switch
        {
            "abuse" => BounceAction.Suppress,
            "opt-out" or "opt-out-list" => BounceAction.LeaveList,
            "fraud" or "virus" or "auth-failure" => BounceAction.Alert,
            _ => BounceAction.Nothing,
        },
        _ => BounceAction.Nothing,
    };
}
