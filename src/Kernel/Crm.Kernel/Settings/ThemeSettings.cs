namespace Crm.Kernel.Settings;

/// <summary>Which themes are chosen; a section of the site's settings.</summary>
public sealed class ThemeSettings
{
    /// <summary>Feature id of the theme of the public site; blank for the first one enabled.</summary>
    public string Site { get; set; } = "";

    /// <summary>Feature id of the theme of the administration.</summary>
    public string Admin { get; set; } = "";
}
