using System.Text;
using Crm.Kernel.Data.Schema;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using Npgsql;

namespace Crm.Kernel.Data.Postgres;

/// <summary>Writes a flush in one round trip: one statement for each table and kind of change, whose columns are arrays.</summary>
internal sealed class PostgresWriter(NpgsqlConnection connection)
{
    private static readonly string[] _documentColumns = ["Id", "Type", "Version", "Content"];
    private static readonly string[] _historyColumns =
        ["Kind", "Type", "DocumentType", "DocumentId", "ItemId", "Version", "Event", "Actor", "ActorName", "BatchId", "Utc", "Forward", "Backward"];
    private static readonly string[] _logColumns =
        ["Kind", "Type", "DocumentId", "ItemId", "Version", "Event", "Actor", "BatchId", "Fields", "HistoryId", "LastHistoryId", "Utc"];

    public async Task WriteAsync(WriteSet writes)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddDocuments(batch, writes);
        foreach (var (table, rows) in writes.Indexes)
        {
            AddRows(batch, table, rows);
        }

        AddHistory(batch, writes.History);
        await using var reader = await batch.ExecuteReaderAsync();
        var byDocument = writes.History.ToDictionary(row => row.DocumentId);
        while (await reader.ReadAsync())
        {
            byDocument[reader.GetInt64(1)].Id = reader.GetInt64(0);
        }
    }

    public async Task AppendAsync(IReadOnlyList<ChangeLogRow> rows)
    {
        await using var batch = new NpgsqlBatch(connection);
        // From here to the commit nobody else appends: so ids come in commit order.
        Add(batch, "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/changelog', 0))");
        Add(batch, Insert("ChangeLog", _logColumns),
            Values(rows, row => row.Kind), Values(rows, row => row.Type), Values(rows, row => row.DocumentId), Values(rows, row => row.ItemId),
            Values(rows, row => row.Version), Values(rows, row => row.Event), Values(rows, row => row.Actor), Values(rows, row => row.BatchId),
            Values(rows, row => row.Fields), Values(rows, row => row.HistoryId), Values(rows, row => row.LastHistoryId), Values(rows, row => PostgresValues.Stored(row.Utc)));
        await batch.ExecuteNonQueryAsync();
    }

    private static void AddDocuments(NpgsqlBatch batch, WriteSet writes)
    {
        if (writes.Inserts.Count > 0)
        {
            Add(batch, Insert("Document", _documentColumns), Columns(writes.Inserts));
        }

        if (writes.Updates.Count > 0)
        {
            Add(batch, "UPDATE \"Document\" d SET \"Type\" = u.t, \"Version\" = u.v, \"Content\" = u.c FROM unnest($1, $2, $3, $4) AS u(i, t, v, c) WHERE d.\"Id\" = u.i", Columns(writes.Updates));
        }

        if (writes.Deletes.Count > 0)
        {
            Add(batch, "DELETE FROM \"Document\" WHERE \"Id\" = ANY($1)", writes.Deletes.ToArray());
        }
    }

    private static Array[] Columns(List<StoredDocument> documents) =>
    [
        Values(documents, document => document.Id), Values(documents, document => document.Type), Values(documents, document => document.Version),
        Values(documents, document => Encoding.UTF8.GetString(document.Content)),
    ];

    private static void AddRows(NpgsqlBatch batch, IndexTable table, IndexWrites rows)
    {
        var name = TableSql.Quote(table.Name);
        if (rows.DeletedDocuments.Count > 0)
        {
            Add(batch, $"DELETE FROM {name} WHERE \"DocumentId\" = ANY($1)", rows.DeletedDocuments.ToArray());
        }

        if (rows.Deletes.Count > 0)
        {
            Add(batch, $"DELETE FROM {name} WHERE \"Id\" = ANY($1)", rows.Deletes.ToArray());
        }

        if (rows.Updates.Count > 0)
        {
            Add(batch, table.PostgresUpdate, [.. table.Columns.Select(column => column.Values(rows.Updates)), Values(rows.Updates, table.IdOf)]);
        }

        if (rows.Inserts.Count > 0)
        {
            Add(batch, table.PostgresInsert, [.. table.Columns.Select(column => column.Values(rows.Inserts))]);
        }
    }

    private static void AddHistory(NpgsqlBatch batch, List<HistoryRow> rows)
    {
        if (rows.Count > 0)
        {
            Add(batch, $"{Insert("History", _historyColumns)} RETURNING \"Id\", \"DocumentId\"",
                Values(rows, row => row.Kind), Values(rows, row => row.Type), Values(rows, row => row.DocumentType), Values(rows, row => row.DocumentId),
                Values(rows, row => row.ItemId), Values(rows, row => row.Version), Values(rows, row => row.Event), Values(rows, row => row.Actor),
                Values(rows, row => row.ActorName), Values(rows, row => row.BatchId), Values(rows, row => PostgresValues.Stored(row.Utc)),
                Values(rows, row => row.Forward), Values(rows, row => row.Backward));
        }
    }

    /// <summary>An insert whose parameters are one array for each column.</summary>
    public static string Insert(string table, IReadOnlyList<string> columns)
        => $"INSERT INTO {TableSql.Quote(table)} ({string.Join(", ", columns.Select(TableSql.Quote))}) SELECT * FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";

    /// <summary>An update by row id whose parameters are one array for each column, then the ids.</summary>
    public static string Update(string table, IReadOnlyList<string> columns)
        => $"UPDATE {TableSql.Quote(table)} t SET {string.Join(", ", columns.Select((column, i) => $"{TableSql.Quote(column)} = u.c{i}"))} "
            + $"FROM unnest({string.Join(", ", columns.Append("").Select((_, i) => $"${i + 1}"))}) AS u({string.Join(", ", columns.Select((_, i) => $"c{i}"))}, id) WHERE t.\"Id\" = u.id";

    private static T[] Values<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }

    private static void Add(NpgsqlBatch batch, string sql, params Array[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
