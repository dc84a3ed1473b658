using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of links.</summary>
internal sealed class LinkFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<LinkField>
{
    protected override void Initialize(LinkField field, ContentFieldLayout layout)
    {
        var settings = layout.GetSettings<LinkFieldSettings>();
        field.Url ??= settings.DefaultUrl;
        field.Text ??= settings.DefaultText;
        field.Target ??= settings.DefaultTarget;
    }

    protected override void Normalize(LinkField field, ContentFieldLayout layout)
    {
        field.Url = field.Url?.Trim();
        if (layout.GetSettings<LinkFieldSettings>() is { LinkTextMode: LinkTextMode.Static } settings)
        {
            field.Text = settings.DefaultText;
        }
    }

    protected override void Validate(LinkField field, ContentFieldFaults faults)
    {
        var settings = faults.Layout.GetSettings<LinkFieldSettings>();
        if (string.IsNullOrWhiteSpace(field.Url))
        {
            if (settings.Required)
            {
                faults.Fail(localizer["{0} may not be blank.", faults.Label], nameof(field.Url));
            }

            return;
        }

        if (!LinkAddress.IsAllowed(field.Url))
        {
            faults.Fail(localizer["{0}: “{1}” is not an address that a link may lead to.", faults.Label, field.Url], nameof(field.Url));
        }

        if (settings.LinkTextMode == LinkTextMode.Required && string.IsNullOrWhiteSpace(field.Text))
        {
            faults.Fail(localizer["{0} needs words to click on.", faults.Label], nameof(field.Text));
        }
    }
}
