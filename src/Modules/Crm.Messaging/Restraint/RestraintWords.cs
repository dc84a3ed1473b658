using Crm.Kernel.Localization;
using Crm.Messaging.Channels;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Restraint;

/// <summary>Rules of restraint in words.</summary>
internal sealed class RestraintWords(IEnumerable<IChannel> channels, IStringLocalizer<RestraintWords> s)
{
    /// <summary>The rule of that name in words; the name when there is none any more.</summary>
    public string Rule(RestraintSettings settings, string name) => settings.Rules.Find(rule => rule.Name == name) is { } rule ? Rule(rule) : name;

    /// <summary>A rule in words, as "2 in 7 days by e-mail, a household".</summary>
    public string Rule(RestraintRule rule)
    {
        var much = s.Plural(rule.Days, "{1} in {0} day", "{1} in {0} days", rule.Most);
        var way = rule.Channel.Length == 0 ? s["by all channels"].Value : s["by {0}", channels.FirstOrDefault(channel => channel.Name == rule.Channel)?.Title ?? rule.Channel].Value;
        return rule.PerHousehold ? s["{0} {1}, a household", much, way] : s["{0} {1}, a person", much, way];
    }
}
