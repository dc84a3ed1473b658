using System.Text.Json;
using Crm.Kernel.Data.Stores;

namespace Crm.Kernel.Data.Sessions;

/// <summary>Lines of the change log.</summary>
internal static class ChangeLines
{
    public static ChangeLogRow Of(HistoryRow past, IReadOnlyList<string> fields) => new()
    {
        Kind = past.Kind,
        Type = past.Type,
        DocumentId = past.DocumentId,
        ItemId = past.ItemId,
        Version = past.Version,
        Event = past.Event,
        Actor = past.Actor,
        BatchId = past.BatchId,
        Fields = fields.Count == 0 ? "[]" : JsonSerializer.Serialize(fields, DocumentJson.Options),
        HistoryId = past.Id,
        LastHistoryId = past.Id,
        Utc = past.Utc,
    };

    public static ChangeLogRow Of(string table, string @event, ChangeContext context, DateTime utc)
        => new() { Kind = table, Type = table, Event = @event, Actor = context.Actor, BatchId = context.BatchId, Utc = utc };

    /// <summary>What one commit appends: the documents of a batch become one line.</summary>
    public static IReadOnlyList<ChangeLogRow> Fold(IReadOnlyList<ChangeLogRow> rows)
    {
        if (rows.Count < 2 || rows.All(row => row.BatchId is null))
        {
            return rows;
        }

        return rows.GroupBy(row => (row.BatchId, IsDocument: row.Kind == "document"))
            .SelectMany(batch => batch.Key.BatchId is null || !batch.Key.IsDocument || batch.Count() == 1 ? batch.AsEnumerable() : [Batch(batch.ToList())])
            .ToList();
    }

    private static ChangeLogRow Batch(List<ChangeLogRow> rows) => new()
    {
        Kind = "batch",
        Type = Common(rows, row => row.Type),
        Event = Common(rows, row => row.Event),
        Actor = rows[0].Actor,
        BatchId = rows[0].BatchId,
        HistoryId = rows.Min(row => row.HistoryId),
        LastHistoryId = rows.Max(row => row.HistoryId),
        Utc = rows[0].Utc,
    };

    private static string Common(List<ChangeLogRow> rows, Func<ChangeLogRow, string> value)
        => rows.All(row => value(row) == value(rows[0])) ? value(rows[0]) : "";
}
