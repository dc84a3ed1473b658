using System.Text.Json;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Following;

/// <summary>Reads the change log. A batch is one line there, and one entry for each of its documents here.</summary>
internal static class ChangeLog
{
    /// <summary>The entries after that line, of at most so many lines, and the last line read; 0 when there is none.</summary>
    public static async Task<(IReadOnlyList<ChangeLogEntry> Entries, long Last)> ReadAsync(DataConnection db, long after, int lines, CancellationToken cancellationToken)
    {
        var rows = await db.GetTable<ChangeLogRow>().Where(row => row.Id > after).OrderBy(row => row.Id).Take(lines).ToListAsync(cancellationToken);
        var entries = new List<ChangeLogEntry>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Kind == "batch")
            {
                entries.AddRange(await UnfoldAsync(db, row, cancellationToken));
            }
            else
            {
                entries.Add(Entry(row));
            }
        }

        return (entries, rows.Count == 0 ? 0 : rows[^1].Id);
    }

    private static ChangeLogEntry Entry(ChangeLogRow row) => new(
        row.Id, row.Kind, row.Type, row.DocumentId, row.ItemId, row.Version, row.Event, row.Actor, row.BatchId,
        JsonSerializer.Deserialize<List<string>>(row.Fields)!, row.HistoryId, row.Utc);

    private static async Task<IEnumerable<ChangeLogEntry>> UnfoldAsync(DataConnection db, ChangeLogRow line, CancellationToken cancellationToken)
    {
        var past = await db.GetTable<HistoryRow>()
            .Where(row => row.BatchId == line.BatchId && row.Id >= line.HistoryId && row.Id <= line.LastHistoryId)
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return past.Select(row => new ChangeLogEntry(
            line.Id, row.Kind, row.Type, row.DocumentId, row.ItemId, row.Version, row.Event, row.Actor, row.BatchId, FieldsOf(row.Forward), row.Id, row.Utc));
    }

    private static IReadOnlyList<string> FieldsOf(string patch)
    {
        using var operations = JsonDocument.Parse(patch);
        return operations.RootElement.EnumerateArray()
            .Select(operation => operation.GetProperty("path").GetString()!)
            .Where(path => path.Length > 0)
            .Select(path => string.Join('.', Past.JsonPointer.Split(path).TakeWhile(token => !int.TryParse(token, out _))))
            .Distinct().ToList();
    }
}
