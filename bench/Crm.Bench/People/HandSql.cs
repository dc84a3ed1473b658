using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.People;

/// <summary>The same pages by hand-written SQL on a connection of its own.</summary>
internal sealed class HandSql : IDisposable
{
    private readonly SqliteConnection _connection;

    // The columns of each order; an order that is missing here has no reference.
    private static readonly Dictionary<string, string[]> s_columns = new()
    {
        ["name"] = ["SortKey"], ["city"] = ["CityKey", "SortKey"], ["birth"] = ["BirthKey"], ["modified"] = ["ModifiedUtc"], ["since"] = ["StageSince"], ["number"] = ["Number"], ["added"] = [],
    };

    public HandSql(string database)
    {
        _connection = new SqliteConnection($"Data Source={database};Pooling=False;Mode=ReadOnly");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size=-16000";
        command.ExecuteNonQuery();
    }

    public SqliteConnection Connection => _connection;

    public long Count(ListCase list) => (long)Scalar($"SELECT count(*) FROM PersonIndex{Where(list, null)}", list, null)!;

    /// <summary>The id of the row at that position of the list.</summary>
    public string IdAt(ListCase list, long position) => IdsAt(list, position, 1)[0];

    /// <summary>The ids of the rows from that position on.</summary>
    public IReadOnlyList<string> IdsAt(ListCase list, long position, int count)
    {
        using var command = Command($"SELECT ContentItemId FROM PersonIndex{Where(list, null)} ORDER BY {OrderBy(list)} LIMIT {count} OFFSET {position}", list, null);
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    public bool Knows(ListCase list) => s_columns.ContainsKey(list.Order.Name);

    /// <summary>The 95th percentile in milliseconds of reading that page.</summary>
    public double P95(ListCase list, IReadOnlyList<object?>? after, int rows, int repetitions)
    {
        using var command = Command($"SELECT * FROM PersonIndex{Where(list, after)} ORDER BY {OrderBy(list)} LIMIT {rows}", list, after);
        command.Prepare();
        var times = new List<double>();
        for (var i = -2; i < repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using (var reader = command.ExecuteReader())
            {
                var values = new object[reader.FieldCount];
                while (reader.Read())
                {
                    reader.GetValues(values);
                }
            }

            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return Figures.P95(times);
    }

    public double CountP95(ListCase list, int repetitions)
    {
        var times = new List<double>();
        for (var i = 0; i < repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Count(list);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Figures.P95(times);
    }

    /// <summary>The values that a person's place in that list is told by.</summary>
    public IReadOnlyList<object?> Place(ListCase list, string contentItemId)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", [.. s_columns[list.Order.Name], "DocumentId"])} FROM PersonIndex WHERE ContentItemId = $id";
        command.Parameters.AddWithValue("$id", contentItemId);
        using var reader = command.ExecuteReader();
        reader.Read();
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return values;
    }

    public void Dispose() => _connection.Dispose();

    private static string OrderBy(ListCase list) => string.Join(", ", s_columns[list.Order.Name].Append("DocumentId").Select(column => list.Down ? column + " DESC" : column));

    private static string Where(ListCase list, IReadOnlyList<object?>? after)
    {
        var conditions = new List<string>();
        if (list.Column is not null)
        {
            conditions.Add($"\"{list.Column}\" = $value");
        }

        if (after is not null)
        {
            conditions.Add($"({string.Join(", ", [.. s_columns[list.Order.Name], "DocumentId"])}) {(list.Down ? "<" : ">")} ({string.Join(", ", after.Select((_, i) => $"$p{i}"))})");
        }

        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    private object? Scalar(string sql, ListCase list, IReadOnlyList<object?>? after)
    {
        using var command = Command(sql, list, after);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, ListCase list, IReadOnlyList<object?>? after)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        if (list.Column is not null)
        {
            command.Parameters.AddWithValue("$value", list.Value);
        }

        for (var i = 0; i < (after?.Count ?? 0); i++)
        {
            command.Parameters.AddWithValue($"$p{i}", after![i]);
        }

        return command;
    }
}
