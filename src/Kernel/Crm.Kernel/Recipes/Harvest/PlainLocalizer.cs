using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Harvest;

/// <summary>English, for what goes to the host's log.</summary>
internal sealed class PlainLocalizer : IStringLocalizer
{
    internal static readonly PlainLocalizer Instance = new();

    public LocalizedString this[string name] => new(name, name, resourceNotFound: true);

    public LocalizedString this[string name, params object[] arguments]
        => new(name, string.Format(CultureInfo.InvariantCulture, name, arguments), resourceNotFound: true);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
