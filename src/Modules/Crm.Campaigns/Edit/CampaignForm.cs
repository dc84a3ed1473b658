using Crm.Campaigns.Campaigns;

namespace Crm.Campaigns.Edit;

/// <summary>A campaign as its form gives it.</summary>
internal sealed class CampaignForm
{
    public string? Name { get; set; }

    public string? Purpose { get; set; }

    public string? Channel { get; set; }

    public string? Template { get; set; }

    public List<string> Segments { get; set; } = [];

    public List<string> Without { get; set; } = [];

    public bool OnePerHousehold { get; set; }

    /// <summary>Of a second letter alone.</summary>
    public bool ToUncounted { get; set; }

    /// <summary>In the site's time zone; null for as soon as it is approved.</summary>
    public DateTime? Due { get; set; }

    public int? Days { get; set; }

    public static CampaignForm Of(string? name, CampaignPart part, DateTime? due) => new()
    {
        Name = name, Purpose = part.Purpose, Channel = part.Channel, Template = part.Template, Segments = [.. part.Segments], Without = [.. part.Without], OnePerHousehold = part.OnePerHousehold, ToUncounted = part.ToUncounted, Due = due, Days = part.Days,
    };

    /// <summary>Writes what it says; whatever is wrong with it is the handler's to say.</summary>
    public void Write(CampaignPart part, DateTime? dueUtc)
    {
        (part.Purpose, part.Channel, part.Template) = (Purpose?.Trim() ?? "", Channel ?? "", Template ?? "");
        (part.Segments, part.Without) = ([.. Segments.Distinct()], [.. Without.Distinct()]);
        (part.OnePerHousehold, part.DueUtc, part.Days, part.ToUncounted) = (OnePerHousehold, dueUtc, Days ?? 0, ToUncounted && part.ResendOf is not null);
    }
}
