using System.Net.Mail;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of text fields; the editor chosen says what kind of text it is.</summary>
internal sealed class TextFieldHandler(IStringLocalizer<ContentFieldHandler> localizer) : ContentFieldHandler<TextField>
{
    protected override void Initialize(TextField field, ContentFieldLayout layout)
    {
        var listDefault = layout.Settings.Editor == "PredefinedList" ? layout.GetSettings<TextFieldPredefinedListEditorSettings>().DefaultValue : null;
        field.Text ??= listDefault is { Length: > 0 } ? listDefault : layout.GetSettings<TextFieldSettings>().DefaultValue;
    }

    protected override void Validate(TextField field, ContentFieldFaults faults)
    {
        if (string.IsNullOrWhiteSpace(field.Text))
        {
            if (faults.Layout.GetSettings<TextFieldSettings>().Required)
            {
                faults.Fail(localizer["{0} may not be blank.", faults.Label]);
            }

            return;
        }

        if (faults.Layout.GetSettings<TextFieldLengthSettings>().MaxLength is { } max && field.Text.Length > max)
        {
            faults.Fail(localizer["{0} has {1} characters; at most {2} are allowed.", faults.Label, field.Text.Length, max]);
        }

        ValidateKind(field.Text, faults);
    }

    private void ValidateKind(string text, ContentFieldFaults faults)
    {
        switch (faults.Layout.Settings.Editor)
        {
            case "Email" when !MailAddress.TryCreate(text, out var address) || address.Address != text.Trim():
                faults.Fail(localizer["{0}: “{1}” is not an e-mail address.", faults.Label, text]);
                break;
            case "Url" when !LinkAddress.IsAllowed(text):
                faults.Fail(localizer["{0}: “{1}” is not an address that a link may lead to.", faults.Label, text]);
                break;
            case "Tel" when text.Any(letter => !char.IsAsciiDigit(letter) && !" +-./()#*,;xX".Contains(letter)) || !text.Any(char.IsAsciiDigit):
                faults.Fail(localizer["{0}: “{1}” is not a phone number.", faults.Label, text]);
                break;
            case "Color" when !System.Text.RegularExpressions.Regex.IsMatch(text, "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"):
                faults.Fail(localizer["{0}: “{1}” is not a colour such as #a1b2c3.", faults.Label, text]);
                break;
            case "PredefinedList" when faults.Layout.GetSettings<TextFieldPredefinedListEditorSettings>().Options is { Count: > 0 } options
                    && !options.Any(option => (option.Value is { Length: > 0 } value ? value : option.Name) == text):
                faults.Fail(localizer["{0}: “{1}” is not one of the choices.", faults.Label, text]);
                break;
            default: break;
        }
    }
}
