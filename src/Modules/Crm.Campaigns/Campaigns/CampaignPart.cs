using System.Text.Json.Serialization;
using Crm.Kernel.Content;

namespace Crm.Campaigns.Campaigns;

/// <summary>What a campaign says to whom, and when. Its name is the item's title.</summary>
public sealed class CampaignPart : ContentPart
{
    /// <summary>What it is for, in a sentence.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>Name of the channel by which it leaves.</summary>
    public string Channel { get; set; } = "email";

    /// <summary>Name of the mail template that says it.</summary>
    public string Template { get; set; } = "";

    /// <summary>Ids of the segments it is for: who is in one of them.</summary>
    public List<string> Segments { get; set; } = [];

    /// <summary>Ids of the segments it leaves out: who is in one of them.</summary>
    public List<string> Without { get; set; } = [];

    /// <summary>Whether of those who share their first home only one is written to.</summary>
    public bool OnePerHousehold { get; set; }

    /// <summary>When it leaves; as soon as it is approved when null.</summary>
    public DateTime? DueUtc { get; set; }

    /// <summary>Days after which it is not worth sending any more: what is held until then is dropped.</summary>
    public int Days { get; set; } = 7;

    /// <summary>Id of the campaign that it is the second letter of: it goes to who gave no sign of that one, and to them alone. Null for a first letter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? ResendOf { get; set; }

    /// <summary>Of a second letter: whether it also goes to those of whom nobody knows whether they gave one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ToUncounted { get; set; }

    /// <summary>User id of who last changed what it says, to whom or when.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? EditedBy { get; set; }

    /// <summary>Says the same to the same people as another one; when is left open.</summary>
    internal void SayLike(CampaignPart other)
    {
        (Purpose, Channel, Template, OnePerHousehold, Days) = (other.Purpose, other.Channel, other.Template, other.OnePerHousehold, other.Days);
        (Segments, Without) = ([.. other.Segments], [.. other.Without]);
    }

    /// <summary>Whether it asks for the same as another one.</summary>
    internal bool Equals(CampaignPart? other)
        => other is not null && Purpose == other.Purpose && Channel == other.Channel && Template == other.Template && OnePerHousehold == other.OnePerHousehold && DueUtc == other.DueUtc && Days == other.Days && ResendOf == other.ResendOf && ToUncounted == other.ToUncounted
            && Segments.SequenceEqual(other.Segments) && Without.SequenceEqual(other.Without);
}
