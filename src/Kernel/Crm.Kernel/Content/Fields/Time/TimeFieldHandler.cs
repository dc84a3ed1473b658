using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of Time fields.</summary>
internal sealed class TimeFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<TimeField>
{
    protected override void Validate(TimeField field, ContentFieldFaults faults)
    {
        if (field.Value is null && faults.Layout.GetSettings<TimeFieldSettings>().Required)
        {
            faults.Fail(localizer["{0} may not be blank.", faults.Label]);
        }

        if (field.Value is { } time && (time < TimeSpan.Zero || time >= TimeSpan.FromDays(1)))
        {
            faults.Fail(localizer["{0} must be a time between 00:00 and 23:59.", faults.Label]);
        }
    }
}
