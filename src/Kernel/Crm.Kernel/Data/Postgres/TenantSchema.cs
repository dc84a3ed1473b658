using Crm.Kernel.Data.Schema;
using Crm.Kernel.Tenants;
using Npgsql;

namespace Crm.Kernel.Data.Postgres;

/// <summary>A tenant's schema in PostgreSQL, seen from outside: what is in it, and how it goes without taking along what is not the tenant's.</summary>
public static class TenantSchema
{
    /// <summary>Key in the tenant's settings: "true" when the schema was there, empty, before the tenant was set up in it; it stays when the tenant goes.</summary>
    public const string Existed = "SchemaExisted";

    // A backup of before 0.2 and a restored one bear no marks; a schema was always one tenant's alone then.
    private const string Own = """
        WITH found AS (
            SELECT c.oid, c.relname, c.relkind, obj_description(c.oid, 'pg_class') IS NOT DISTINCT FROM $2 AS marked
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relkind IN ('r', 'S')
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')))
        SELECT relname, relkind::text FROM found
        WHERE marked OR EXISTS (SELECT 1 FROM found WHERE relname = 'Document' AND NOT marked)
        """;

    /// <summary>The schema's name: what the settings say, else the tenant's name in small letters.</summary>
    public static string NameOf(ShellSettings settings) => NameOf(settings.Name, settings["Schema"]);

    /// <inheritdoc cref="NameOf(ShellSettings)"/>
    public static string NameOf(string tenant, string? schema) => string.IsNullOrEmpty(schema) ? tenant.ToLowerInvariant() : schema;

    /// <summary>Whether it is there, and whether it holds tables or views of anybody.</summary>
    public static async Task<(bool Exists, bool HoldsTables)> LookAsync(string connection, string schema, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("""
            SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1),
                   EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f'))
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = schema });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetBoolean(1));
    }

    /// <summary>Drops the tenant's tables, and the schema when it came with the tenant and nothing of others is in it.</summary>
    public static async Task DropAsync(string connection, string schema, bool existed, CancellationToken cancellationToken = default)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var own = source.CreateCommand(Own);
        own.Parameters.Add(new NpgsqlParameter { Value = schema });
        own.Parameters.Add(new NpgsqlParameter { Value = TableSql.Mark });
        var (tables, sequences) = (new List<string>(), new List<string>());
        await using (var reader = await own.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                (reader.GetString(1) == "r" ? tables : sequences).Add($"{TableSql.Quote(schema)}.{TableSql.Quote(reader.GetString(0))}");
            }
        }

        await DropAsync(source, "TABLE", tables, cancellationToken);
        await DropAsync(source, "SEQUENCE", sequences, cancellationToken);
        if (!existed)
        {
            await DropEmptyAsync(source, schema, cancellationToken);
        }
    }

    private static async Task DropAsync(NpgsqlDataSource source, string kind, List<string> names, CancellationToken cancellationToken)
    {
        if (names.Count > 0)
        {
            await using var drop = source.CreateCommand($"DROP {kind} IF EXISTS {string.Join(", ", names)}");
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task DropEmptyAsync(NpgsqlDataSource source, string schema, CancellationToken cancellationToken)
    {
        try
        {
            await using var drop = source.CreateCommand($"DROP SCHEMA IF EXISTS {TableSql.Quote(schema)}");
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DependentObjectsStillExist)
        {
            // Somebody else's things are in it: it is theirs now.
        }
    }
}
