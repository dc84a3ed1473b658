using System.Globalization;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Sqlite;

/// <summary>
/// How many values the first column of each index has. A limited <c>ANALYZE</c> reads the beginning of an index: where one value fills it, every column passes for one of few values, and the planner cannot tell a town from a
/// stage. Values are counted by jumping from one to the next, a search of the index each.
/// </summary>
internal static class FirstColumns
{
    // Jumps at most: a column of more values leaves few rows anyway.
    private const int Most = 1000;

    /// <summary>Values by index; those of more than <see cref="Most"/> count as so many.</summary>
    public static IReadOnlyDictionary<string, long> Count(DataConnection db, string table)
    {
        var indexes = db.Query(
            row => (Index: row.GetString(0), Column: row.GetString(1)),
            $"SELECT list.name, info.name FROM pragma_index_list('{table}') list JOIN pragma_index_info(list.name) info ON info.seqno = 0 WHERE list.partial = 0 AND list.\"unique\" = 0 AND info.name IS NOT NULL").ToList();
        var values = indexes.Select(index => index.Column).Distinct().ToDictionary(column => column, column => db.Execute<long>($"""
            WITH RECURSIVE one(value) AS (
              SELECT min("{column}") FROM "{table}"
              UNION ALL SELECT (SELECT min("{column}") FROM "{table}" WHERE "{column}" > one.value) FROM one WHERE one.value IS NOT NULL LIMIT {Most})
            SELECT count(value) FROM one
            """));
        return indexes.ToDictionary(index => index.Index, index => Math.Max(1, values[index.Column]));
    }

    /// <summary>Puts the averages right that <c>ANALYZE</c> has just written.</summary>
    /// <param name="values">What <see cref="Count"/> gave.</param>
    public static void Correct(DataConnection db, string table, IReadOnlyDictionary<string, long> values)
    {
        foreach (var (index, count) in values)
        {
            if (db.Execute<string?>($"SELECT stat FROM sqlite_stat1 WHERE tbl = '{table}' AND idx = '{index}'") is { } stat)
            {
                db.Execute("UPDATE sqlite_stat1 SET stat = @stat WHERE tbl = @table AND idx = @index", new DataParameter("stat", Corrected(stat, count)), new DataParameter("table", table), new DataParameter("index", index));
            }
        }
    }

    /// <summary>"1000000 5001 39 1": rows, then for each column of the index how many rows share its value and those before. Words may follow.</summary>
    internal static string Corrected(string stat, long values)
    {
        var words = stat.Split(' ');
        var numbers = words.TakeWhile(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        if (numbers.Length < 2)
        {
            return stat;
        }

        var each = Math.Max(1, numbers[0] / values);
        numbers[1] = values < Most ? each : Math.Min(numbers[1], each);
        for (var i = 2; i < numbers.Length; i++)
        {
            numbers[i] = Math.Min(numbers[i], numbers[i - 1]);
        }

        return string.Join(' ', [.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)), .. words.Skip(numbers.Length)]);
    }
}
