namespace Crm.Kernel.Content.Fields;

/// <summary>Yes or no.</summary>
public sealed class BooleanField : ContentField
{
    /// <summary>Whether it holds.</summary>
    public bool Value { get; set; }
}
