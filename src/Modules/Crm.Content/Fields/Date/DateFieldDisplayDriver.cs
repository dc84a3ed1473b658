using System.Globalization;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="DateField"/>.</summary>
public sealed class DateFieldEdit : FieldEdit
{
    /// <summary>The value as written.</summary>
    public string? Value { get; set; }
}

internal sealed class DateFieldDisplayDriver(IStringLocalizer<DateFieldDisplayDriver> words) : ContentFieldDisplayDriver<DateField>
{
    public override IDisplayResult? Display(DateField field, BuildFieldDisplayContext context)
        => field.Value is not null ? View("DateField", new FieldShown<DateField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(DateField field, BuildFieldEditorContext context) => Initialize<DateFieldEdit>("DateField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<DateFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Value = field.Value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    });

    public override async Task<IDisplayResult?> UpdateAsync(DateField field, UpdateFieldEditorContext context)
    {
        var model = new DateFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            if (string.IsNullOrWhiteSpace(model.Value))
            {
                field.Value = null;
            }
            else if (DateTime.TryParse(model.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value))
            {
                field.Value = value;
            }
            else
            {
                context.Updater.ModelState.AddModelError(Prefix + ".Value", words["{0}: “{1}” is not a date.", context.Label, model.Value!]);
                return Initialize<DateFieldEdit>("DateField_Edit", again =>
                {
                    var settings = context.Layout.GetSettings<DateFieldSettings>();
                    again.Describe(context, settings.Hint, settings.Required);
                    again.Value = model.Value;
                });
            }
        }

        return Edit(field, context);
    }
}
