using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Content.Fields;

/// <summary>What every field editor shows beside its value. Values are bound as text and read by the driver, so that a slip keeps what was typed.</summary>
public abstract class FieldEdit
{
    /// <summary>The label in the user's language.</summary>
    [BindNever, ValidateNever]
    public string Label { get; set; } = "";

    /// <summary>Help below.</summary>
    [BindNever, ValidateNever]
    public string? Hint { get; set; }

    /// <summary>May not be blank.</summary>
    [BindNever, ValidateNever]
    public bool Required { get; set; }

    /// <summary>The field's definition.</summary>
    [BindNever, ValidateNever]
    public ContentFieldLayout Layout { get; set; } = null!;

    internal void Describe(BuildFieldEditorContext context, string? hint, bool required)
        => (Label, Layout, Hint, Required) = (context.Label, context.Layout, string.IsNullOrWhiteSpace(hint) ? context.Layout.Settings.Description is { Length: > 0 } text ? text : null : hint, required);
}

/// <summary>A field shown: its label and the field.</summary>
/// <param name="Label">The label in the user's language.</param>
/// <param name="Field">The field.</param>
/// <param name="Layout">Its definition.</param>
public sealed record FieldShown<TField>(string Label, TField Field, ContentFieldLayout Layout);
