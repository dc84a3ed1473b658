using Crm.Messaging.Messages;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Campaigns;

/// <summary>Campaigns in words.</summary>
internal sealed class CampaignWords(IStringLocalizer<CampaignWords> s)
{
    /// <summary>A state's name.</summary>
    public string Of(CampaignState state) => state switch
    {
        CampaignState.Approved => s["Approved"],
        CampaignState.Preparing => s["Being prepared"],
        CampaignState.Prepared => s["Under way"],
        _ => s["Draft"],
    };

    /// <summary>The tone of its badge.</summary>
    public static string Tone(CampaignState state) => state switch
    {
        CampaignState.Approved => "info",
        CampaignState.Preparing => "warn",
        CampaignState.Prepared => "good",
        _ => "",
    };

    /// <summary>The tone of the badge of a message's state.</summary>
    public static string Tone(MessageState state) => state switch
    {
        MessageState.Sent => "good",
        MessageState.Held or MessageState.Uncertain => "warn",
        MessageState.Failed => "bad",
        MessageState.Waiting => "info",
        _ => "",
    };
}
