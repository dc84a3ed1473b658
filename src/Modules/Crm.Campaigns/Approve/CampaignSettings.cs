namespace Crm.Campaigns.Approve;

/// <summary>The site's rules for approving campaigns; a settings section, so it travels in recipes.</summary>
public sealed class CampaignSettings
{
    /// <summary>From so many percent of all people on, a campaign that says nothing of whom it goes to is approved by somebody else than who wrote it; 0 for never.</summary>
    public int SecondPersonPercent { get; set; } = 20;
}
