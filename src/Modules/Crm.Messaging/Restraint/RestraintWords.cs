using Crm.Kernel.Localization;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Restraint;

/// <summary>Rules of restraint in words.</summary>
internal sealed class RestraintWords(IEnumerable<IChannel> channels, IStringLocalizer<RestraintWords> s)
{
    /// <summary>The rule of that name in words; the name when there is none any more.</summary>
    public string Rule(RestraintSettings settings, string name) => settings.Rules.Find(rule => rule.Name == name) is { } rule ? Rule(rule) : name;

    /// <summary>An intensity's name.</summary>
    public string Intensity(MessageIntensity intensity) => intensity switch
    {
        MessageIntensity.Light => s["a sign of life"],
        MessageIntensity.Warm => s["warm words"],
        MessageIntensity.Strong => s["a declaration"],
        _ => s["nothing of the kind"],
    };

    /// <summary>The gap of that intensity in words; the intensity alone when there is none any more.</summary>
    public string Gap(RestraintSettings settings, string intensity)
        => settings.Gaps.Find(gap => gap.Intensity.ToString() == intensity) is { } gap ? Gap(gap) : Enum.TryParse<MessageIntensity>(intensity, out var known) ? Intensity(known) : intensity;

    /// <summary>A gap in words, as "a declaration: 60 days between two, a household".</summary>
    public string Gap(IntensityGap gap)
    {
        var between = s.Plural(gap.Days, "{1}: {0:N0} day between two", "{1}: {0:N0} days between two", Intensity(gap.Intensity));
        return gap.PerHousehold ? s["{0}, a household", between] : s["{0}, a person", between];
    }

    /// <summary>A rule in words, as "2 in 7 days by e-mail, a household".</summary>
    public string Rule(RestraintRule rule)
    {
        var much = s.Plural(rule.Days, "{1} in {0} day", "{1} in {0} days", rule.Most);
        var way = rule.Channel.Length == 0 ? s["by all channels"].Value : s["by {0}", channels.FirstOrDefault(channel => channel.Name == rule.Channel)?.Title ?? rule.Channel].Value;
        return rule.PerHousehold ? s["{0} {1}, a household", much, way] : s["{0} {1}, a person", much, way];
    }
}
