using Crm.Kernel.Tenants;

namespace Crm.Tenants.Profiles;

/// <summary>The profiles of this host, by id; one document of the Default tenant.</summary>
public sealed class FeatureProfilesDocument
{
    /// <summary>The profiles.</summary>
    public Dictionary<string, FeatureProfile> FeatureProfiles { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Bounds what a tenant may switch on.</summary>
public sealed class FeatureProfile
{
    /// <summary>The id, as tenants name it.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>The rules, in order; a later one wins.</summary>
    public List<FeatureRule> FeatureRules { get; set; } = [];

    /// <summary>The rules as lines, as the form and a tenant's settings have them.</summary>
    public string ToLines() => string.Join('\n', FeatureRules.Select(rule => $"{rule.Rule} {rule.Expression}"));

    /// <summary>Reads lines; null when one of them is no rule.</summary>
    public static List<FeatureRule>? ReadLines(string? lines)
    {
        var rules = (lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(words => words.Length == 2 ? new FeatureRule { Rule = words[0], Expression = words[1] } : new FeatureRule { Rule = "" }).ToList();
        return rules.TrueForAll(rule => rule.IsValid) ? rules : null;
    }
}

/// <summary>One rule of a profile.</summary>
public sealed class FeatureRule
{
    /// <summary>"Include" or "Exclude".</summary>
    public string Rule { get; set; } = FeatureRules.Include;

    /// <summary>A feature id with the wildcards <c>*</c> and <c>?</c>.</summary>
    public string Expression { get; set; } = "";

    internal bool IsValid => Rule is FeatureRules.Include or FeatureRules.Exclude && Expression.Length > 0 && !Expression.Contains(' ', StringComparison.Ordinal);
}
