using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of taxonomy fields.</summary>
internal sealed class TaxonomyFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<TaxonomyField>
{
    protected override void Normalize(TaxonomyField field, ContentFieldLayout layout)
        => field.TaxonomyContentItemId ??= field.TermContentItemIds.Length > 0 ? layout.GetSettings<TaxonomyFieldSettings>().TaxonomyContentItemId : null;

    protected override void Validate(TaxonomyField field, ContentFieldFaults faults)
    {
        var settings = faults.Layout.GetSettings<TaxonomyFieldSettings>();
        if (settings.Required && field.TermContentItemIds.Length == 0)
        {
            faults.Fail(localizer["{0} may not be blank.", faults.Label]);
        }

        if (settings.Unique && field.TermContentItemIds.Length > 1)
        {
            faults.Fail(localizer["{0} takes one choice only.", faults.Label]);
        }
    }
}
