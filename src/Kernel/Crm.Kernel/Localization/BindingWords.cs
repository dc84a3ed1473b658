using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Localization;

/// <summary>What a form says of a value that is no date, no number, no choice: in the reader's language, and without the field's technical name.</summary>
internal sealed class BindingWords(IStringLocalizer<BindingWords> s) : IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions options)
    {
        var words = options.ModelBindingMessageProvider;
        words.SetAttemptedValueIsInvalidAccessor((value, _) => s["“{0}” does not fit here.", Short(value)]);
        words.SetNonPropertyAttemptedValueIsInvalidAccessor(value => s["“{0}” does not fit here.", Short(value)]);
        words.SetValueIsInvalidAccessor(value => s["“{0}” does not fit here.", Short(value)]);
        words.SetUnknownValueIsInvalidAccessor(_ => s["This value does not fit here."]);
        words.SetNonPropertyUnknownValueIsInvalidAccessor(() => s["This value does not fit here."]);
        words.SetValueMustNotBeNullAccessor(_ => s["This must be filled in."]);
        words.SetMissingBindRequiredValueAccessor(_ => s["This must be filled in."]);
        words.SetMissingKeyOrValueAccessor(() => s["This must be filled in."]);
        words.SetMissingRequestBodyRequiredValueAccessor(() => s["Nothing was sent."]);
        words.SetValueMustBeANumberAccessor(_ => s["Write a number."]);
        words.SetNonPropertyValueMustBeANumberAccessor(() => s["Write a number."]);
    }

    private static string Short(string? value) => value is { Length: > 60 } ? value[..60] + "…" : value ?? "";
}
