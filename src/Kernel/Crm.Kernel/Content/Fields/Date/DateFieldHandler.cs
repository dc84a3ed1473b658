using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of Date fields.</summary>
internal sealed class DateFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<DateField>
{
    protected override void Validate(DateField field, ContentFieldFaults faults)
    {
        if (field.Value is null && faults.Layout.GetSettings<DateFieldSettings>().Required)
        {
            faults.Fail(localizer["{0} may not be blank.", faults.Label]);
        }
    }
}
