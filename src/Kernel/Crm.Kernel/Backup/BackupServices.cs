using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Backup;

internal static class BackupServices
{
    /// <summary>What the host has of this room.</summary>
    public static IServiceCollection AddBackupHost(this IServiceCollection services) => services
        .AddSingleton<TenantDatabase>()
        .AddSingleton<RestoreSwap>()
        .AddSingleton<TenantBackup>()
        .AddSingleton<TenantRestore>()
        .AddHostedService<RestoreKeeper>();
}
