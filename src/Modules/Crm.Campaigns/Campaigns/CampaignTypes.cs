namespace Crm.Campaigns.Campaigns;

/// <summary>Names of the module's content type and of its actions.</summary>
internal static class CampaignTypes
{
    public const string Campaign = "Campaign";

    private const string Prefix = "campaign-";

    /// <summary>The action under which a campaign's messages stand in the ledger.</summary>
    public static string ActionOf(string campaignId) => Prefix + campaignId;

    /// <summary>The campaign of an action; null when it is none's.</summary>
    public static string? CampaignOf(string action) => action.StartsWith(Prefix, StringComparison.Ordinal) ? action[Prefix.Length..] : null;
}
