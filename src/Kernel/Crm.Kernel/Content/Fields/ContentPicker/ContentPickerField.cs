namespace Crm.Kernel.Content.Fields;

/// <summary>Links to other items.</summary>
public sealed class ContentPickerField : ContentField
{
    /// <summary>The items' ids.</summary>
    public string[] ContentItemIds { get; set; } = [];
}
