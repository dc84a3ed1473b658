using System.Globalization;
using System.Text.Json;
using Crm.Kernel.Data;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.Saving;

/// <summary>Writes by prepared commands the very rows that a session writes for a new contact: document, index row, history, log.</summary>
internal sealed class RawContacts : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _document;
    private readonly SqliteCommand _index;
    private readonly SqliteCommand _history;
    private readonly SqliteCommand _log;

    public RawContacts(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        foreach (var pragma in new[] { "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000", "temp_store=MEMORY" })
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            command.ExecuteNonQuery();
        }

        _document = Prepare("INSERT INTO \"Document\" (\"Id\", \"Type\", \"Version\", \"Content\") VALUES ($1, $2, $3, $4)", 4);
        _index = Prepare("INSERT INTO \"ContactIndex\" (\"DocumentId\", \"FirstName\", \"LastName\", \"Email\", \"City\", \"OwnerId\", \"Status\", \"CreatedUtc\", \"Total\") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", 9);
        _history = Prepare("INSERT INTO \"History\" (\"Kind\", \"Type\", \"DocumentType\", \"DocumentId\", \"ItemId\", \"Version\", \"Event\", \"Actor\", \"ActorName\", \"BatchId\", \"Utc\", \"Forward\", \"Backward\") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", 13);
        _log = Prepare("INSERT INTO \"ChangeLog\" (\"Kind\", \"Type\", \"DocumentId\", \"ItemId\", \"Version\", \"Event\", \"Actor\", \"BatchId\", \"Fields\", \"HistoryId\", \"LastHistoryId\", \"Utc\") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", 12);
    }

    /// <summary>Writes contacts from..to in one transaction.</summary>
    public void Write(int from, int to)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var command in new[] { _document, _index, _history, _log })
        {
            command.Transaction = transaction;
        }

        var now = Text(TimeProvider.System.GetUtcNow().UtcDateTime);
        for (var n = from; n < to; n++)
        {
            var contact = Contact.Number(n);
            var (id, json) = (n + 10_000L, JsonSerializer.Serialize(contact, DocumentJson.Options));
            Run(_document, id, "Crm.Bench.Saving.Contact", 1L, json);
            Run(_index, id, contact.FirstName, contact.LastName, contact.Email, contact.City, (long)contact.OwnerId, contact.Status, Text(contact.CreatedUtc), (double)contact.Total);
            Run(_history, "document", "Contact", "Crm.Bench.Saving.Contact", id, DBNull.Value, 1L, "Created", "system", "system", DBNull.Value, now,
                $"[{{\"op\":\"add\",\"path\":\"\",\"value\":{json}}}]", "[{\"op\":\"remove\",\"path\":\"\"}]");
            Run(_log, "document", "Contact", id, DBNull.Value, 1L, "Created", "system", DBNull.Value, "[]", id, id, now);
        }

        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Prepare(string sql, int count)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= count; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        command.Prepare();
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static string Text(DateTime value) => value.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
