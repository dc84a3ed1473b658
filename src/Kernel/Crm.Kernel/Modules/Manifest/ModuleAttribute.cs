namespace Crm.Kernel.Modules.Manifest;

/// <summary>Marks an assembly as a module. Without a <see cref="FeatureAttribute"/> beside it the module is its own single feature.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public class ModuleAttribute : FeatureAttribute
{
    /// <summary>"Module" or "Theme".</summary>
    public virtual string Type => "Module";

    /// <summary>Who made it.</summary>
    public string Author { get; set; } = "";

    /// <summary>Where it lives.</summary>
    public string Website { get; set; } = "";

    /// <summary>The module's version.</summary>
    public string Version { get; set; } = "0.0";

    /// <summary>The kernel's major version it was made for; 0 means the one it was compiled against.</summary>
    public int KernelVersion { get; set; }

    /// <summary>Free words.</summary>
    public string[] Tags { get; set; } = [];
}
