using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Privacy.Tests.Erase;

/// <summary>Where a word stands: in every column of every table, in the raw bytes of every file below the data folder.</summary>
internal static class Traces
{
    /// <summary>Table and column, or file, of each hit; nothing when there is none.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(PrivacyTenant tenant, string word)
        => [.. await InDatabaseAsync(tenant, word), .. InFiles(tenant.Host.Data, word)];

    /// <summary>Files whose bytes hold the word, in UTF-8 or UTF-16, whatever its capitals; names of files too.</summary>
    public static IReadOnlyList<string> InFiles(string folder, string word)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            if (Path.GetRelativePath(folder, file).Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                found.Add("name of " + file);
            }

            if (file.EndsWith(".lock", StringComparison.Ordinal))
            {
                continue; // held by the host, and empty
            }

            if (BytesOf(file) is not { } bytes)
            {
                continue; // the host has taken it away meanwhile
            }


            // Bytes as letters, one for one, so that nothing is lost to decoding.
            if (Encoding.Latin1.GetString(bytes).Contains(word, StringComparison.OrdinalIgnoreCase) || Encoding.Unicode.GetString(bytes).Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(file);
            }
        }

        return found;
    }

    // To its end, which may move while it is read.
    private static byte[]? BytesOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<string>> InDatabaseAsync(PrivacyTenant tenant, string word)
    {
        var settings = tenant.Settings;
        if (settings.DatabaseProvider == "Postgres")
        {
            await using var connection = new NpgsqlConnection(settings["ConnectionString"]);
            await connection.OpenAsync();
            var tables = await ListAsync(connection, $"SELECT table_name FROM information_schema.tables WHERE table_schema = '{settings["Schema"]}'");
            Assert.True(tables.Count > 30, "the tables were looked for in the wrong place");
            return await HitsAsync(connection, tables, table => $"SELECT count(*) FROM \"{settings["Schema"]}\".\"{table}\" t WHERE t::text ILIKE '%{word}%'");
        }

        var file = Path.Combine(tenant.Site, settings["DatabaseName"] is { Length: > 0 } name ? name : "crm.db");
        await using var sqlite = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await sqlite.OpenAsync();
        var columns = await ListAsync(sqlite, "SELECT m.name || '\"|\"' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'");
        Assert.True(columns.Count > 100, "the tables were looked for in the wrong place");
        return await HitsAsync(sqlite, columns, column => column.Split("\"|\"") is [var table, var at] ? $"SELECT count(*) FROM \"{table}\" WHERE CAST(\"{at}\" AS TEXT) LIKE '%{word}%'" : "");
    }

    private static async Task<IReadOnlyList<string>> HitsAsync(System.Data.Common.DbConnection connection, IReadOnlyList<string> places, Func<string, string> count)
    {
        var hits = new List<string>();
        foreach (var place in places)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = count(place);
            if (await command.ExecuteScalarAsync() is long and > 0)
            {
                hits.Add(place);
            }
        }

        return hits;
    }

    private static async Task<IReadOnlyList<string>> ListAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync())
        {
            list.Add(reader.GetString(0));
        }

        return list;
    }
}
