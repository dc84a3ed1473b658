using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="MultiTextField"/>.</summary>
public sealed class MultiTextFieldEdit : FieldEdit
{
    /// <summary>The texts chosen.</summary>
    public string[]? Values { get; set; }

    /// <summary>The texts, one a line, when there are no choices.</summary>
    public string? Lines { get; set; }

    /// <summary>The choices.</summary>
    [BindNever, ValidateNever]
    public IReadOnlyList<MultiTextFieldValueOption> Options { get; set; } = [];
}

internal sealed class MultiTextFieldDisplayDriver : ContentFieldDisplayDriver<MultiTextField>
{
    public override IDisplayResult? Display(MultiTextField field, BuildFieldDisplayContext context)
        => field.Values.Length > 0 ? View("MultiTextField", new FieldShown<MultiTextField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(MultiTextField field, BuildFieldEditorContext context) => Initialize<MultiTextFieldEdit>("MultiTextField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<MultiTextFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Options = settings.Options;
        model.Values = field.Values;
        model.Lines = string.Join("\n", field.Values);
    });

    public override async Task<IDisplayResult?> UpdateAsync(MultiTextField field, UpdateFieldEditorContext context)
    {
        var model = new MultiTextFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            field.Values = context.Layout.GetSettings<MultiTextFieldSettings>().Options.Count > 0
                ? [.. (model.Values ?? []).Where(value => !string.IsNullOrEmpty(value))]
                : [.. (model.Lines ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        }

        return Edit(field, context);
    }
}
