using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>A localizer that hands over the one behind it.</summary>
internal abstract class PoBacked(PoLocalizer inner)
{
    public PoLocalizer Inner { get; } = inner;
}

/// <summary>The localizer of a class.</summary>
internal sealed class PoLocalizer<T>(IStringLocalizerFactory factory) : PoBacked((PoLocalizer)factory.Create(typeof(T))), IStringLocalizer<T>
{
    public LocalizedString this[string name] => Inner[name];

    public LocalizedString this[string name, params object[] arguments] => Inner[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
