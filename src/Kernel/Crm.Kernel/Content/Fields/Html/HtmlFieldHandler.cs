using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of formatted text.</summary>
internal sealed class HtmlFieldHandler(HtmlCleaner cleaner) : ContentFieldHandler<HtmlField>
{
    protected override void Normalize(HtmlField field, ContentFieldLayout layout)
        => field.Html = layout.GetSettings<HtmlFieldSettings>().SanitizeHtml ? cleaner.Clean(field.Html) : field.Html;

    protected override void Validate(HtmlField field, ContentFieldFaults faults)
    {
    }
}
