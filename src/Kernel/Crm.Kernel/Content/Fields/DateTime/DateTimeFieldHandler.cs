using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of DateTime fields.</summary>
internal sealed class DateTimeFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<DateTimeField>
{
    protected override void Validate(DateTimeField field, ContentFieldFaults faults)
    {
        if (field.Value is null && faults.Layout.GetSettings<DateTimeFieldSettings>().Required)
        {
            faults.Fail(localizer["{0} may not be blank.", faults.Label]);
        }
    }
}
