using System.Globalization;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="NumericField"/>.</summary>
public sealed class NumericFieldEdit : FieldEdit
{
    /// <summary>The value as written.</summary>
    public string? Value { get; set; }
}

internal sealed class NumericFieldDisplayDriver(IStringLocalizer<NumericFieldDisplayDriver> words) : ContentFieldDisplayDriver<NumericField>
{
    public override IDisplayResult? Display(NumericField field, BuildFieldDisplayContext context)
        => field.Value is not null ? View("NumericField", new FieldShown<NumericField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(NumericField field, BuildFieldEditorContext context) => Initialize<NumericFieldEdit>("NumericField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<NumericFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Value = field.Value?.ToString(CultureInfo.CurrentCulture);
    });

    public override async Task<IDisplayResult?> UpdateAsync(NumericField field, UpdateFieldEditorContext context)
    {
        var model = new NumericFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            if (string.IsNullOrWhiteSpace(model.Value))
            {
                field.Value = null;
            }
            else if (TryParse(model.Value, out var value))
            {
                field.Value = value;
            }
            else
            {
                context.Updater.ModelState.AddModelError(Prefix + ".Value", words["{0}: “{1}” is not a number.", context.Label, model.Value!]);
                return Initialize<NumericFieldEdit>("NumericField_Edit", again =>
                {
                    var settings = context.Layout.GetSettings<NumericFieldSettings>();
                    again.Describe(context, settings.Hint, settings.Required);
                    again.Value = model.Value;
                });
            }
        }

        return Edit(field, context);
    }

    /// <summary>As people write it in their language; else with a point.</summary>
    private static bool TryParse(string text, out decimal value)
        => decimal.TryParse(text, NumberStyles.Number, CultureInfo.CurrentCulture, out value)
        || decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out value);
}
