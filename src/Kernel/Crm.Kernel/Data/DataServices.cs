using Crm.Kernel.Data.Documents;
using Crm.Kernel.Data.Following;
using Crm.Kernel.Data.Schema;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Sqlite;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Kernel.Data;

/// <summary>Registration of data: the kernel's own, and what modules add.</summary>
public static class DataServices
{
    /// <summary>
    /// The data room of a tenant's container. Needs there: <see cref="TenantStores"/> (the host's, as an instance) and <see cref="ShellSettings"/>.
    /// </summary>
    public static IServiceCollection AddDataKernel(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => provider.GetRequiredService<TenantStores>().Get(provider.GetRequiredService<ShellSettings>()));
        services.AddSingleton<IndexMaps>();
        services.AddScoped<ChangeContext>();
        services.AddScoped<Session>();
        services.AddScoped<ISession>(provider => provider.GetRequiredService<Session>());
        services.AddScoped(typeof(IDocumentManager<>), typeof(DocumentManager<>));
        services.AddScoped<ISchemaBuilder, SchemaBuilder>();
        services.AddScoped<IHistory, Past.DocumentHistory>();
        services.AddScoped<TenantLocks>();
        services.AddScoped<ChangeFeed>();
        services.AddScoped<FollowerRunner>();
        services.AddScoped<NodeFollowerRunner>();
        services.AddBackgroundTask<TrimChangeLog>();
        services.AddSingleton<AnalysedTables>();
        services.AddBackgroundTask<KeepStatistics>();
        return services;
    }

    /// <summary>Adds an index provider.</summary>
    public static IServiceCollection AddIndexProvider<T>(this IServiceCollection services) where T : class, IIndexProvider
        => services.AddSingleton<IIndexProvider, T>();

    /// <summary>Adds a data migration.</summary>
    public static IServiceCollection AddDataMigration<T>(this IServiceCollection services) where T : DataMigration
        => services.AddScoped<DataMigration, T>();

    /// <summary>Adds a follower of the change log.</summary>
    public static IServiceCollection AddChangeFollower<T>(this IServiceCollection services) where T : class, IChangeFollower
        => services.AddScoped<IChangeFollower, T>();

    /// <summary>Adds a follower that keeps its own place on each node.</summary>
    public static IServiceCollection AddNodeFollower<T>(this IServiceCollection services) where T : class, INodeFollower
        => services.AddScoped<INodeFollower, T>();
}
