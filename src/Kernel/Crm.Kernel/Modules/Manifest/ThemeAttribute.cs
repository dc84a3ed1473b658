namespace Crm.Kernel.Modules.Manifest;

/// <summary>Marks an assembly as a theme.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ThemeAttribute : ModuleAttribute
{
    /// <inheritdoc/>
    public override string Type => "Theme";

    /// <summary>The feature id of the theme whose views stand in where this one has none.</summary>
    public string BaseTheme { get; set; } = "";
}
