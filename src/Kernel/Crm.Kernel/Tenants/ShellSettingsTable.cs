using System.Text.Json;
using Npgsql;

namespace Crm.Kernel.Tenants;

/// <summary>Settings in a PostgreSQL table that several nodes share (<c>OrchardCore:OrchardCore_Shells_Database:ConnectionString</c>). One row a tenant.</summary>
internal sealed class ShellSettingsTable(NpgsqlDataSource source) : IShellSettingsStore
{
    private bool _made;

    public async Task<IReadOnlyList<ShellSettings>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT name, routing, own FROM crm_tenants ORDER BY name", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<ShellSettings>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var routing = JsonSerializer.Deserialize<Routing>(rows.GetString(1))!;
            var settings = new ShellSettings
            {
                Name = rows.GetString(0),
                TenantId = routing.TenantId,
                VersionId = routing.VersionId,
                RequestUrlHost = routing.RequestUrlHost,
                RequestUrlPrefix = routing.RequestUrlPrefix,
                State = Enum.Parse<TenantState>(routing.State),
                ReleaseId = routing.ReleaseId,
            };
            foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, string?>>(rows.GetString(2))!)
            {
                settings[key] = value;
            }

            all.Add(settings);
        }

        return all;
    }

    public async Task<string> GetStampAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*) || '/' || coalesce(max(change), 0) FROM crm_tenants", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task SaveAsync(ShellSettings settings, CancellationToken cancellationToken)
    {
        var routing = new Routing(settings.TenantId, settings.VersionId, settings.RequestUrlHost, settings.RequestUrlPrefix, settings.State.ToString(), settings.ReleaseId);
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO crm_tenants (name, routing, own, change) VALUES ($1, $2::jsonb, $3::jsonb, nextval('crm_tenants_change'))
            ON CONFLICT (name) DO UPDATE SET routing = excluded.routing, own = excluded.own, change = excluded.change
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = settings.Name });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(routing) });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(settings.Configuration) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("DELETE FROM crm_tenants WHERE name = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A lock of the session: its connection stays open as long, and the server frees it when the process dies.
    public async Task<IAsyncDisposable?> TryLockSetupAsync(string name, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('crm/setup/' || $1, 0))", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        if ((bool)(await command.ExecuteScalarAsync(cancellationToken))!)
        {
            return new SetupLock(connection);
        }

        await connection.DisposeAsync();
        return null;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await source.OpenConnectionAsync(cancellationToken);
            if (!_made)
            {
                await using var make = new NpgsqlCommand(
                    """
                    SELECT pg_advisory_lock(7205213);
                    CREATE TABLE IF NOT EXISTS crm_tenants (name text PRIMARY KEY, routing jsonb NOT NULL, own jsonb NOT NULL, change bigint NOT NULL);
                    CREATE SEQUENCE IF NOT EXISTS crm_tenants_change;
                    CREATE TABLE IF NOT EXISTS crm_tenant_keys (tenant text NOT NULL, name text NOT NULL, key text NOT NULL, PRIMARY KEY (tenant, name));
                    SELECT pg_advisory_unlock(7205213);
                    """, connection);
                await make.ExecuteNonQueryAsync(cancellationToken);
                _made = true;
            }

            return connection;
        }
        catch (NpgsqlException e)
        {
            throw new ShellSettingsException($"The settings of the tenants cannot be read from PostgreSQL: {e.Message}", e);
        }
    }

    // A pooled connection goes back with its locks unless they are given up first.
    private sealed class SetupLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private sealed record Routing(string TenantId, string VersionId, string RequestUrlHost, string RequestUrlPrefix, string State, string ReleaseId);
}
