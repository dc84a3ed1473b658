namespace Crm.Kernel.Modules;

/// <summary>Includes the class only in tenants where every listed feature is on.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequireFeaturesAttribute(params string[] requiredFeatureNames) : Attribute
{
    /// <summary>The ids of the features asked for.</summary>
    public IReadOnlyList<string> RequiredFeatureNames { get; } = requiredFeatureNames;
}
