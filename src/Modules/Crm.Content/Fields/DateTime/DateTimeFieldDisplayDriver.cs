using System.Globalization;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Localization;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Fields;

/// <summary>The editor of a <see cref="DateTimeField"/>.</summary>
public sealed class DateTimeFieldEdit : FieldEdit
{
    /// <summary>The moment as written, in the site's time zone.</summary>
    public string? Value { get; set; }
}

internal sealed class DateTimeFieldDisplayDriver(IStringLocalizer<DateTimeFieldDisplayDriver> words, LocalTime clock) : ContentFieldDisplayDriver<DateTimeField>
{
    public override IDisplayResult? Display(DateTimeField field, BuildFieldDisplayContext context)
        => field.Value is not null ? View("DateTimeField", new FieldShown<DateTimeField>(context.Label, field, context.Layout)).Location("Content").Location("Summary", "-") : null;

    public override IDisplayResult Edit(DateTimeField field, BuildFieldEditorContext context) => Initialize<DateTimeFieldEdit>("DateTimeField_Edit", async model =>
    {
        var settings = context.Layout.GetSettings<DateTimeFieldSettings>();
        model.Describe(context, settings.Hint, settings.Required);
        model.Value = field.Value is { } utc ? (await clock.OfAsync(utc)).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) : null;
    });

    public override async Task<IDisplayResult?> UpdateAsync(DateTimeField field, UpdateFieldEditorContext context)
    {
        var model = new DateTimeFieldEdit();
        if (await context.Updater.TryUpdateModelAsync(model, Prefix))
        {
            if (string.IsNullOrWhiteSpace(model.Value))
            {
                field.Value = null;
            }
            else if (System.DateTime.TryParse(model.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                field.Value = ToUtc(local, await clock.ZoneAsync());
            }
            else
            {
                context.Updater.ModelState.AddModelError(Prefix + ".Value", words["{0}: “{1}” is not a date and time.", context.Label, model.Value!]);
                return Initialize<DateTimeFieldEdit>("DateTimeField_Edit", again =>
                {
                    var settings = context.Layout.GetSettings<DateTimeFieldSettings>();
                    again.Describe(context, settings.Hint, settings.Required);
                    again.Value = model.Value;
                });
            }
        }

        return Edit(field, context);
    }

    /// <summary>A moment that clocks skip in spring is taken an hour later.</summary>
    private static System.DateTime ToUtc(System.DateTime local, TimeZoneInfo zone)
        => TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
}
