using System.Collections.Concurrent;
using Npgsql;

namespace Crm.Kernel.Data.Postgres;

/// <summary>One pool of connections per connection string, shared by all tenants that name it.</summary>
internal sealed class PostgresServers : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> _pools = new();

    public NpgsqlDataSource Get(string connectionString)
        => _pools.GetOrAdd(connectionString, static text => new Lazy<NpgsqlDataSource>(() => Open(text))).Value;

    public void Dispose()
    {
        foreach (var pool in _pools.Values.Where(pool => pool.IsValueCreated))
        {
            pool.Value.Dispose();
        }
    }

    // Whoever rents a connection sets what it needs, so it need not be reset when it comes back.
    private static NpgsqlDataSource Open(string connectionString)
        => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true, Timezone = "UTC", ApplicationName = "crm" });
}
