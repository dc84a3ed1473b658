using System.Collections.Concurrent;
using Crm.Kernel.Data.Postgres;
using Crm.Kernel.Data.Sqlite;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Data.Stores;

/// <summary>The databases of all tenants of this host, by tenant name. A host singleton; two shells of one tenant share one store.</summary>
public sealed class TenantStores(AppDataOptions appData) : IDisposable
{
    private readonly ConcurrentDictionary<string, (string Key, TenantStore Store)> _stores = new(StringComparer.OrdinalIgnoreCase);
    private readonly PostgresServers _servers = new();
    private readonly Lock _lock = new();

    /// <summary>The tenant's store; a new one when its settings name another database than before.</summary>
    public TenantStore Get(ShellSettings settings)
    {
        var key = $"{settings.DatabaseProvider}|{settings["ConnectionString"]}|{settings["Schema"]}|{settings["DatabaseName"]}";
        if (_stores.TryGetValue(settings.Name, out var found) && found.Key == key)
        {
            return found.Store;
        }

        lock (_lock)
        {
            if (_stores.TryGetValue(settings.Name, out found) && found.Key == key)
            {
                return found.Store;
            }

            found.Store?.Close();
            var store = Open(settings);
            _stores[settings.Name] = (key, store);
            return store;
        }
    }

    /// <summary>Closes the tenant's idle connections and forgets its caches; the store is opened again when asked for.</summary>
    public void Release(string tenant)
    {
        if (_stores.TryGetValue(tenant, out var found))
        {
            found.Store.Close();
            found.Store.Documents.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, store) in _stores.Values)
        {
            store.Close();
        }

        _servers.Dispose();
    }

    private TenantStore Open(ShellSettings settings) => settings.DatabaseProvider switch
    {
        "Sqlite" => new SqliteStore(settings.Name, settings["ConnectionString"], Path.Combine(appData.SitePath(settings.Name), settings["DatabaseName"] is { Length: > 0 } name ? name : "crm.db")),
        "Postgres" => new PostgresStore(settings.Name, _servers.Get(settings["ConnectionString"]
            ?? throw new InvalidOperationException($"The tenant {settings.Name} has no ConnectionString for PostgreSQL.")), settings["Schema"] is { Length: > 0 } schema ? schema : settings.Name.ToLowerInvariant()),
        var other => throw new InvalidOperationException($"The tenant {settings.Name} names the database provider {other}; known are Sqlite and Postgres."),
    };
}
