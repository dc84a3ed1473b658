using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Check;

/// <summary>For who asks a check for what it finds, not for its sentences.</summary>
internal sealed class NoWords : IStringLocalizer
{
    public static readonly NoWords Instance = new();

    public LocalizedString this[string name] => new(name, name);

    public LocalizedString this[string name, params object[] arguments] => new(name, name);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
