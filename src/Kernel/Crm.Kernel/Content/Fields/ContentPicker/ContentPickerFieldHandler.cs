using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of links to other items.</summary>
internal sealed class ContentPickerFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<ContentPickerField>
{
    protected override void Validate(ContentPickerField field, ContentFieldFaults faults)
    {
        var settings = faults.Layout.GetSettings<ContentPickerFieldSettings>();
        if (settings.Required && field.ContentItemIds.Length == 0)
        {
            faults.Fail(localizer["{0} may not be blank.", faults.Label]);
        }

        if (!settings.Multiple && field.ContentItemIds.Length > 1)
        {
            faults.Fail(localizer["{0} takes one choice only.", faults.Label]);
        }
    }
}
