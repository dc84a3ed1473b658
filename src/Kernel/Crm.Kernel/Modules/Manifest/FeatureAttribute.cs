namespace Crm.Kernel.Modules.Manifest;

/// <summary>Declares a feature of the module: the unit that a tenant switches on and off.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public class FeatureAttribute : Attribute
{
    /// <summary>The technical id. Blank on a module means the assembly's name.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name shown to people; the id when blank.</summary>
    public string Name { get; set; } = "";

    /// <summary>One sentence for the features page.</summary>
    public string Description { get; set; } = "";

    /// <summary>The group on the features page; the module's when blank, "Uncategorized" when that is blank too.</summary>
    public string Category { get; set; } = "";

    /// <summary>Ids of the features that come on with this one.</summary>
    public string[] Dependencies { get; set; } = [];

    /// <summary>An integer as text; a higher value is ordered later. Blank means the module's.</summary>
    public string Priority { get; set; } = "";

    /// <summary>May be enabled on the tenant named Default only.</summary>
    public bool DefaultTenantOnly { get; set; }

    /// <summary>On in every tenant, and cannot be disabled.</summary>
    public bool IsAlwaysEnabled { get; set; }

    /// <summary>Hidden from the list: comes on when something depends on it, goes off when nothing does.</summary>
    public bool EnabledByDependencyOnly { get; set; }
}
