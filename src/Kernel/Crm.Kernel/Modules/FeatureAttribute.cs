namespace Crm.Kernel.Modules;

/// <summary>Ties a startup, migration, page or other exported class to a feature. Without it the class belongs to the feature whose id is the module's.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FeatureAttribute(string featureName) : Attribute
{
    /// <summary>The feature's id.</summary>
    public string FeatureName { get; } = featureName;
}
