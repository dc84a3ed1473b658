using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;

namespace Crm.Kernel.Data.Sqlite;

/// <summary>Writes a flush row by row through prepared statements.</summary>
internal sealed class SqliteWriter(SqliteStoreConnection connection)
{
    private const string InsertDocument = "INSERT INTO \"Document\" (\"Id\", \"Type\", \"Version\", \"Content\") VALUES (?1, ?2, ?3, ?4)";
    private const string UpdateDocument = "UPDATE \"Document\" SET \"Type\" = ?2, \"Version\" = ?3, \"Content\" = ?4 WHERE \"Id\" = ?1";
    private const string DeleteDocument = "DELETE FROM \"Document\" WHERE \"Id\" = ?1";
    private const string InsertHistory =
        "INSERT INTO \"History\" (\"Kind\", \"Type\", \"DocumentType\", \"DocumentId\", \"ItemId\", \"Version\", \"Event\", \"Actor\", \"ActorName\", \"BatchId\", \"Utc\", \"Forward\", \"Backward\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    private const string InsertLog =
        "INSERT INTO \"ChangeLog\" (\"Kind\", \"Type\", \"DocumentId\", \"ItemId\", \"Version\", \"Event\", \"Actor\", \"BatchId\", \"Fields\", \"HistoryId\", \"LastHistoryId\", \"Utc\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

    public void Write(WriteSet writes)
    {
        WriteDocuments(InsertDocument, writes.Inserts);
        WriteDocuments(UpdateDocument, writes.Updates);
        ForEach(DeleteDocument, writes.Deletes);
        foreach (var (table, rows) in writes.Indexes)
        {
            ForEach(table.Sqlite.DeleteByDocument, rows.DeletedDocuments);
            ForEach(table.Sqlite.DeleteById, rows.Deletes);
            WriteRows(table, table.Sqlite.Update, rows.Updates, withId: true);
            WriteRows(table, table.Sqlite.Insert, rows.Inserts, withId: false);
        }

        foreach (var row in writes.History)
        {
            WriteHistory(row);
        }
    }

    public void Append(IReadOnlyList<ChangeLogRow> rows)
    {
        var statement = connection.Statement(InsertLog);
        foreach (var row in rows)
        {
            statement.Bind(1, row.Kind);
            statement.Bind(2, row.Type);
            statement.Bind(3, row.DocumentId);
            statement.Bind(4, row.ItemId);
            statement.Bind(5, row.Version);
            statement.Bind(6, row.Event);
            statement.Bind(7, row.Actor);
            statement.Bind(8, row.BatchId);
            statement.Bind(9, row.Fields);
            statement.Bind(10, row.HistoryId);
            statement.Bind(11, row.LastHistoryId);
            statement.Bind(12, row.Utc);
            statement.Execute();
        }
    }

    private void WriteDocuments(string sql, List<StoredDocument> documents)
    {
        var statement = connection.Statement(sql);
        foreach (var document in documents)
        {
            statement.Bind(1, document.Id);
            statement.Bind(2, document.Type);
            statement.Bind(3, document.Version);
            statement.Bind(4, document.Content);
            statement.Execute();
        }
    }

    private void ForEach(string sql, List<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var statement = connection.Statement(sql);
        foreach (var id in ids)
        {
            statement.Bind(1, id);
            statement.Execute();
        }
    }

    private void WriteRows(IndexTable table, string sql, List<IIndex> rows, bool withId)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var statement = connection.Statement(sql);
        foreach (var row in rows)
        {
            var index = 1;
            foreach (var column in table.Columns)
            {
                column.Bind(statement, index++, row);
            }

            if (withId)
            {
                statement.Bind(index, table.IdOf(row));
            }

            statement.Execute();
        }
    }

    private void WriteHistory(HistoryRow row)
    {
        var statement = connection.Statement(InsertHistory);
        statement.Bind(1, row.Kind);
        statement.Bind(2, row.Type);
        statement.Bind(3, row.DocumentType);
        statement.Bind(4, row.DocumentId);
        statement.Bind(5, row.ItemId);
        statement.Bind(6, row.Version);
        statement.Bind(7, row.Event);
        statement.Bind(8, row.Actor);
        statement.Bind(9, row.ActorName);
        statement.Bind(10, row.BatchId);
        statement.Bind(11, row.Utc);
        statement.Bind(12, row.Forward);
        statement.Bind(13, row.Backward);
        statement.Execute();
        row.Id = SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
    }
}
