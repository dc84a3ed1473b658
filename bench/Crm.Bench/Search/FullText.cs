using Crm.Bench.Hosts;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Search.Records;
using LinqToDB.Async;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Search;

/// <summary>SQLite's own full-text index of the texts that the search has, in a file of its own: contentless, accents aside, with prefixes of two and three letters.</summary>
internal static class FullText
{
    private const int Batch = 2000;

    /// <summary>Its size in MiB and how many rows it has; the file is deleted again.</summary>
    public static async Task<(double Mebibytes, long Rows)> SizeAsync(BenchHost host, CancellationToken cancellationToken)
    {
        var file = Path.Combine(host.Folder, "fts.db");
        File.Delete(file);
        var rows = 0L;
        using (var connection = Sql.Open(file))
        {
            connection.Run("PRAGMA journal_mode=OFF");
            connection.Run("CREATE VIRTUAL TABLE texts USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')");
            for (var after = 0L; after >= 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var texts = new List<(long Id, string Text)>();
                await host.InTenantAsync(host.Default, async services => after = await ReadAsync(services, after, texts));
                Write(connection, texts);
                rows += texts.Count;
            }

            connection.Run("INSERT INTO texts(texts) VALUES('optimize')");
            connection.Run("VACUUM");
        }

        var size = new FileInfo(file).Length / 1024.0 / 1024.0;
        File.Delete(file);
        return (size, rows);
    }

    private static async Task<long> ReadAsync(IServiceProvider services, long after, List<(long, string)> texts)
    {
        var session = services.GetRequiredService<ISession>();
        var catalog = await services.GetRequiredService<RecordTypes>().ReadAsync();
        var rows = await session.QueryIndex<ContentItemIndex>().Where(row => row.DocumentId > after).OrderBy(row => row.DocumentId).Take(Batch).Select(row => new { row.DocumentId, row.ContentType, row.Latest }).ToListAsync();
        foreach (var item in await session.GetAsync<ContentItem>(rows.Where(row => row.Latest && catalog.Types.ContainsKey(row.ContentType)).Select(row => row.DocumentId)))
        {
            texts.Add((session.GetDocumentId(item), string.Join(' ', catalog.Types[item.ContentType].Source.Read(item).Select(text => text.Text))));
        }

        return rows.Count < Batch ? -1 : rows[^1].DocumentId;
    }

    private static void Write(SqliteConnection connection, List<(long Id, string Text)> texts)
    {
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        (insert.CommandText, insert.Transaction) = ("INSERT INTO texts(rowid, words) VALUES ($id, $text)", transaction);
        var (id, text) = (insert.Parameters.Add("$id", SqliteType.Integer), insert.Parameters.Add("$text", SqliteType.Text));
        foreach (var row in texts)
        {
            (id.Value, text.Value) = (row.Id, row.Text);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
