using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Data;

/// <summary>Registration of a module's data types.</summary>
public static class DataServices
{
    /// <summary>Adds an index provider.</summary>
    public static IServiceCollection AddIndexProvider<T>(this IServiceCollection services) where T : class, IIndexProvider
        => services.AddSingleton<IIndexProvider, T>();

    /// <summary>Adds a data migration.</summary>
    public static IServiceCollection AddDataMigration<T>(this IServiceCollection services) where T : DataMigration
        => services.AddScoped<DataMigration, T>();

    /// <summary>Adds a follower of the change log.</summary>
    public static IServiceCollection AddChangeFollower<T>(this IServiceCollection services) where T : class, IChangeFollower
        => services.AddScoped<IChangeFollower, T>();
}
