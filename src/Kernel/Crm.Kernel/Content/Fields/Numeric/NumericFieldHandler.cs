using System.Globalization;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of numbers.</summary>
internal sealed class NumericFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<NumericField>
{
    protected override void Initialize(NumericField field, ContentFieldLayout layout)
        => field.Value ??= decimal.TryParse(layout.GetSettings<NumericFieldSettings>().DefaultValue, CultureInfo.InvariantCulture, out var value) ? value : null;

    protected override void Validate(NumericField field, ContentFieldFaults faults)
    {
        var settings = faults.Layout.GetSettings<NumericFieldSettings>();
        if (field.Value is not { } value)
        {
            if (settings.Required)
            {
                faults.Fail(localizer["{0} may not be blank.", faults.Label]);
            }

            return;
        }

        if (value < settings.Minimum)
        {
            faults.Fail(localizer["{0} is {1}; it must be at least {2}.", faults.Label, value, settings.Minimum]);
        }

        if (value > settings.Maximum)
        {
            faults.Fail(localizer["{0} is {1}; it must be at most {2}.", faults.Label, value, settings.Maximum]);
        }

        if (decimal.Round(value, Math.Clamp(settings.Scale, 0, 28)) != value)
        {
            faults.Fail(settings.Scale == 0
                ? localizer["{0} is {1}; it must be a whole number.", faults.Label, value]
                : localizer["{0} is {1}; it may have {2} decimals at most.", faults.Label, value, settings.Scale]);
        }
    }
}
