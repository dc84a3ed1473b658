namespace Crm.Kernel.Settings;

/// <summary>The languages of the site; a section of its settings, named and shaped as in Orchard Core.</summary>
public sealed class LocalizationSettings
{
    /// <summary>The language of whoever asks for none, as <c>fr</c>.</summary>
    public string DefaultCulture { get; set; } = "en";

    /// <summary>The languages offered.</summary>
    public string[] SupportedCultures { get; set; } = ["en", "fr"];
}
