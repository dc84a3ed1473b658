using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Settings;

/// <summary>The settings for what is shown even before a tenant has any: its setup page.</summary>
public static class RunningSite
{
    /// <summary>The tenant's settings, or null while it is not set up.</summary>
    public static async ValueTask<SiteSettings?> FindAsync(IServiceProvider services)
        => services.GetService<ShellSettings>()?.State is TenantState.Running or TenantState.Initializing && services.GetService<Data.IDocumentManager<SiteSettings>>() is { } documents
            ? await documents.GetOrCreateImmutableAsync()
            : null;
}
