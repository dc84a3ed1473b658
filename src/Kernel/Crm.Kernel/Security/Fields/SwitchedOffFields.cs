using System.Runtime.CompilerServices;
using Crm.Kernel.Settings;

namespace Crm.Kernel.Security;

/// <summary>The optional members that a tenant has not switched on; one a shell, for which members there are follows from the features that are on.</summary>
public sealed class SwitchedOffFields(IEnumerable<OptionalField> optional)
{
    // Asked many times a request; the settings are one object until they change.
    private readonly ConditionalWeakTable<SiteSettings, IReadOnlyList<SecretField>> _off = [];

    /// <summary>Those that these settings leave off.</summary>
    internal IReadOnlyList<SecretField> Of(SiteSettings site) => _off.TryGetValue(site, out var off) ? off
        : _off.GetValue(site, site => [.. optional.Where(field => !field.IsOn(site)).Select(field => new SecretField(field.Type, field.Path))]);
}
