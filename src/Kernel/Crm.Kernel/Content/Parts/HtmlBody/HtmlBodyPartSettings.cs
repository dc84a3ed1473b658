namespace Crm.Kernel.Content.Parts;

/// <summary>Settings of a body.</summary>
public sealed class HtmlBodyPartSettings
{
    /// <summary>Scripts and the like are taken out when it is saved.</summary>
    public bool SanitizeHtml { get; set; } = true;
}
