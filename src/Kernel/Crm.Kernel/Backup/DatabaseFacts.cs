using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Crm.Kernel.Backup;

/// <summary>What a portable database says of the tenant.</summary>
/// <param name="Features">Ids of the features that are on.</param>
/// <param name="Migrations">The version each migration class has reached.</param>
internal sealed record DatabaseFacts(IReadOnlyList<string> Features, IReadOnlyDictionary<string, int> Migrations)
{
    public static async Task<DatabaseFacts> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var connection = SqliteSnapshot.Open(file, SqliteOpenMode.ReadOnly);
        await connection.OpenAsync(cancellationToken);
        var descriptor = await DocumentAsync(connection, "ShellDescriptor", cancellationToken);
        var record = await DocumentAsync(connection, "DataMigrationRecord", cancellationToken);
        return new DatabaseFacts(
            Entries(descriptor, "Features").Select(feature => (string?)feature["Id"] ?? "").Order(StringComparer.Ordinal).ToList(),
            Entries(record, "DataMigrations").ToDictionary(entry => (string?)entry["DataMigrationClass"] ?? "", entry => (int?)entry["Version"] ?? 0));
    }

    private static IEnumerable<JsonNode> Entries(JsonNode? document, string list) => (document?[list] as JsonArray ?? []).OfType<JsonNode>();

    private static async Task<JsonNode?> DocumentAsync(SqliteConnection connection, string type, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(\"Content\" AS TEXT) FROM \"Document\" WHERE \"Type\" = $type ORDER BY \"Id\" LIMIT 1";
        command.Parameters.AddWithValue("$type", type);
        try
        {
            return await command.ExecuteScalarAsync(cancellationToken) is string json ? JsonNode.Parse(json) : null;
        }
        catch (Exception e) when (e is SqliteException or JsonException)
        {
            throw new BackupRefusedException("This database is not one of this product: its documents cannot be read.", e);
        }
    }
}
