namespace Crm.Kernel.Content.Fields;

/// <summary>Several texts.</summary>
public sealed class MultiTextField : ContentField
{
    /// <summary>The texts.</summary>
    public string[] Values { get; set; } = [];
}
