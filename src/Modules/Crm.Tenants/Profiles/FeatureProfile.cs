using System.IO.Enumeration;

namespace Crm.Tenants.Profiles;

/// <summary>Bounds what a tenant may switch on. Everything is allowed until a rule says otherwise; later rules override earlier ones.</summary>
public sealed class FeatureProfile
{
    /// <summary>The id, as tenants name it.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>The rules, in order.</summary>
    public List<FeatureRule> FeatureRules { get; set; } = [];

    /// <summary>Whether the profile lets a tenant have the feature.</summary>
    public bool Allows(string featureId)
        => FeatureRules.FindLast(rule => rule.Matches(featureId)) is not { } rule || rule.Rule.Equals(FeatureRule.Include, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One rule of a profile.</summary>
public sealed class FeatureRule
{
    /// <summary>Lets the matching features in.</summary>
    public const string Include = "Include";

    /// <summary>Leaves the matching features out.</summary>
    public const string Exclude = "Exclude";

    /// <summary><see cref="Include"/> or <see cref="Exclude"/>.</summary>
    public string Rule { get; set; } = Include;

    /// <summary>A feature id with the wildcards <c>*</c> and <c>?</c>.</summary>
    public string Expression { get; set; } = "";

    internal bool Matches(string featureId) => FileSystemName.MatchesSimpleExpression(Expression, featureId, ignoreCase: true);
}
