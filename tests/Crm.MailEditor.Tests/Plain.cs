using Microsoft.Extensions.Localization;

namespace Crm.MailEditor.Tests;

/// <summary>Words as they stand in the program.</summary>
internal sealed class Plain<T> : IStringLocalizer<T>
{
    public LocalizedString this[string name] => new(name, name);

    public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
