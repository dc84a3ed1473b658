using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>A localizer over the PO files.</summary>
/// <param name="asking">The module whose file is asked first.</param>
/// <param name="context">The <c>msgctxt</c>: a class's full name or a view's dotted path.</param>
internal sealed class PoLocalizer(Translations translations, Assembly? asking, string context) : IStringLocalizer
{
    public LocalizedString this[string name] => Get(name, null, []);

    public LocalizedString this[string name, params object[] arguments] => Get(name, null, arguments);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];

    internal LocalizedString Plural(long count, string one, string many, object[] arguments)
    {
        var culture = CultureInfo.CurrentUICulture;
        var found = translations.Find(asking, context, one, culture);
        var text = found is { } hit
            ? hit.Texts[Math.Min(PluralRule.Form(hit.Culture.TwoLetterISOLanguageName, count), hit.Texts.Count - 1)]
            : PluralRule.Form("en", count) == 0 ? one : many;
        return Finish(one, translations.Vocabulary.Say(one, text, LanguageOf(found)), found is null, [count, .. arguments], culture);
    }

    private LocalizedString Get(string name, string? fallback, object[] arguments)
    {
        var culture = CultureInfo.CurrentUICulture;
        var found = translations.Find(asking, context, name, culture);
        return Finish(name, translations.Vocabulary.Say(name, found?.Texts[0] ?? fallback ?? name, LanguageOf(found)), found is null, arguments, culture);
    }

    // A text that no file has stands there in English.
    private static string LanguageOf((IReadOnlyList<string> Texts, CultureInfo Culture)? found) => found?.Culture.TwoLetterISOLanguageName ?? "en";

    private static LocalizedString Finish(string name, string text, bool notFound, object[] arguments, CultureInfo culture)
    {
        var value = arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments);
        return new LocalizedString(name, culture.Name.Equals(Translations.PseudoLocale, StringComparison.OrdinalIgnoreCase) ? $"«{value}»" : value, notFound);
    }
}
