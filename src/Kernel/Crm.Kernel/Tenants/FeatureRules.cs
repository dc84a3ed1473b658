using System.IO.Enumeration;
using Crm.Kernel.Modules;

namespace Crm.Kernel.Tenants;

/// <summary>
/// What a tenant may switch on: the rules of its feature profiles, kept in its settings as lines <c>Include Crm.*</c> and <c>Exclude Crm.Audit</c>. Everything is
/// allowed until a rule says otherwise; a later rule wins. Features that are always on are not affected.
/// </summary>
public static class FeatureRules
{
    /// <summary>The key of the rules in the tenant's settings.</summary>
    public const string Key = "FeatureRules";

    /// <summary>Lets the matching features in.</summary>
    public const string Include = "Include";

    /// <summary>Leaves the matching features out.</summary>
    public const string Exclude = "Exclude";

    /// <summary>Whether the tenant's rules allow the feature.</summary>
    public static bool Allow(ShellSettings settings, FeatureInfo feature)
        => feature.IsAlwaysEnabled || settings[Key] is not { Length: > 0 } rules || Allow(rules, feature.Id);

    /// <summary>Whether those lines allow the feature of that id.</summary>
    public static bool Allow(string rules, string featureId)
    {
        var allowed = true;
        foreach (var line in rules.AsSpan().EnumerateLines())
        {
            var space = line.Trim().IndexOf(' ');
            if (space > 0 && FileSystemName.MatchesSimpleExpression(line.Trim()[(space + 1)..].Trim(), featureId, ignoreCase: true))
            {
                allowed = line.Trim()[..space].Equals(Include, StringComparison.OrdinalIgnoreCase);
            }
        }

        return allowed;
    }
}
