using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Files;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of media fields.</summary>
internal sealed class MediaFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<MediaField>
{
    protected override void Validate(MediaField field, ContentFieldFaults faults)
    {
        var settings = faults.Layout.GetSettings<MediaFieldSettings>();
        if (settings.Required && field.Paths.Length == 0)
        {
            faults.Fail(localizer["{0} may not be blank.", faults.Label]);
        }

        if (!settings.Multiple && field.Paths.Length > 1)
        {
            faults.Fail(localizer["{0} takes one file only.", faults.Label]);
        }

        foreach (var path in field.Paths.Where(path => !MediaPath.IsValid(path)))
        {
            faults.Fail(localizer["{0}: “{1}” is no path inside the media folder.", faults.Label, path]);
        }

        foreach (var path in field.Paths.Where(path => settings.AllowedExtensions.Length > 0
            && !settings.AllowedExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)))
        {
            faults.Fail(localizer["{0}: “{1}” is not of a kind allowed here ({2}).", faults.Label, path, string.Join(", ", settings.AllowedExtensions)]);
        }
    }
}
