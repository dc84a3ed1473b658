using System.Text.Json.Serialization;
using Crm.Messaging.Messages;

namespace Crm.Messaging.Restraint;

/// <summary>Days that lie between two messages of an intensity or of a stronger one, by whatever channel and action.</summary>
public sealed class IntensityGap
{
    /// <summary>From which intensity on.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<MessageIntensity>))]
    public MessageIntensity Intensity { get; set; } = MessageIntensity.Strong;

    /// <summary>Days of 24 hours; 0 for none.</summary>
    public int Days { get; set; }

    /// <summary>Whether all who live in one of the person's homes are asked together.</summary>
    public bool PerHousehold { get; set; }
}

/// <summary>How somebody stands within a gap.</summary>
/// <param name="LastUtc">The last message that counts; null when there is none within the gap.</param>
internal sealed record GapUse(IntensityGap Gap, DateTime? LastUtc)
{
    /// <summary>When the gap is over; null when it is.</summary>
    public DateTime? FreesUtc => LastUtc?.AddDays(Gap.Days);
}
