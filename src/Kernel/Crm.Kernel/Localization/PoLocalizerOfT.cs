using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>A localizer that hands over the one behind it.</summary>
internal interface IPoBacked
{
    PoLocalizer Inner { get; }
}

/// <summary>The localizer of a class.</summary>
internal sealed class PoLocalizer<T>(IStringLocalizerFactory factory) : IStringLocalizer<T>, IPoBacked
{
    public PoLocalizer Inner { get; } = (PoLocalizer)factory.Create(typeof(T));

    public LocalizedString this[string name] => Inner[name];

    public LocalizedString this[string name, params object[] arguments] => Inner[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
