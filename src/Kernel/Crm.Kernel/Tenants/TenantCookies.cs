namespace Crm.Kernel.Tenants;

/// <summary>Names and path of a tenant's cookies: two tenants of one host never read each other's.</summary>
public static class TenantCookies
{
    /// <summary>The cookie's name: purpose and tenant.</summary>
    public static string NameOf(ShellSettings settings, string purpose) => $"crm_{purpose}_{(settings.TenantId is { Length: > 8 } id ? id[..8] : settings.Name)}";

    /// <summary>The tenant's prefix as a path.</summary>
    public static string PathOf(ShellSettings settings) => "/" + settings.RequestUrlPrefix.Trim('/', ' ');
}
