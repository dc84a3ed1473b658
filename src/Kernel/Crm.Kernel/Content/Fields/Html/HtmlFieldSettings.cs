namespace Crm.Kernel.Content.Fields;

/// <summary>Settings of formatted text.</summary>
public sealed class HtmlFieldSettings
{
    /// <summary>Help shown below.</summary>
    public string? Hint { get; set; }

    /// <summary>Scripts and the like are taken out when it is saved.</summary>
    public bool SanitizeHtml { get; set; } = true;
}
