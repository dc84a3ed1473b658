using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of several texts.</summary>
internal sealed class MultiTextFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<MultiTextField>
{
    protected override void Initialize(MultiTextField field, ContentFieldLayout layout)
        => field.Values = field.Values.Length > 0 ? field.Values : [.. layout.GetSettings<MultiTextFieldSettings>().Options.Where(option => option.Default).Select(Stored)];

    protected override void Validate(MultiTextField field, ContentFieldFaults faults)
    {
        var settings = faults.Layout.GetSettings<MultiTextFieldSettings>();
        if (settings.Required && field.Values.All(string.IsNullOrWhiteSpace))
        {
            faults.Fail(localizer["{0} may not be blank.", faults.Label]);
        }

        foreach (var value in field.Values.Where(value => settings.Options.Count > 0 && settings.Options.All(option => Stored(option) != value)))
        {
            faults.Fail(localizer["{0}: “{1}” is not one of the choices.", faults.Label, value]);
        }
    }

    private static string Stored(MultiTextFieldValueOption option) => option.Value is { Length: > 0 } value ? value : option.Name;
}
