using System.Globalization;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="TimeField"/>.</summary>
public sealed class TimeFieldEdit : FieldEdit
{
    /// <summary>The value as written.</summary>
    public string? Value { get; set; }
}

internal sealed class TimeFieldDisplayDriver(IStringLocalizer<TimeFieldDisplayDriver> words) : ContentFieldDisplayDriver<TimeField>
{
    public override IDisplayResult? Display(TimeField field, BuildFieldDisplayContext context)
        => field.Value is not null ? View("TimeField", new FieldShown<TimeField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(TimeField field, BuildFieldEditorContext context) => Initialize<TimeFieldEdit>("TimeField_Edit", model =>
    {
        var settings = context.Layout.GetSettings<TimeFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Value = field.Value?.ToString(field.Value.Value.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
    });

    public override async Task<IDisplayResult?> UpdateAsync(TimeField field, UpdateFieldEditorContext context)
    {
        var model = new TimeFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            if (string.IsNullOrWhiteSpace(model.Value))
            {
                field.Value = null;
            }
            else if (TimeSpan.TryParse(model.Value, CultureInfo.InvariantCulture, out var value))
            {
                field.Value = value;
            }
            else
            {
                context.Updater.ModelState.AddModelError(Prefix + ".Value", words["{0}: “{1}” is not a time of day.", context.Label, model.Value!]);
                return Initialize<TimeFieldEdit>("TimeField_Edit", again =>
                {
                    var settings = context.Layout.GetSettings<TimeFieldSettings>();
                    again.Describe(context, settings.Hint, settings.Required);
                    again.Value = model.Value;
                });
            }
        }

        return Edit(field, context);
    }
}
