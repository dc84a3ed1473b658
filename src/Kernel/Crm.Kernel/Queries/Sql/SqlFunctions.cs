using System.Text;

namespace Crm.Kernel.Queries.Sql;

/// <summary>The functions of the query language; those about time are said in the words of the database.</summary>
internal static class SqlFunctions
{
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "count", "sum", "avg", "min", "max", "lower", "upper", "length", "coalesce", "nullif", "round", "abs", "substr", "trim", "replace",
    };

    private static readonly Dictionary<string, string> PartsOfTime = new(StringComparer.OrdinalIgnoreCase)
    {
        ["second"] = "%S", ["minute"] = "%M", ["hour"] = "%H", ["day"] = "%d", ["month"] = "%m", ["year"] = "%Y",
    };

    internal static bool IsCall(List<SqlToken> tokens, int index)
        => tokens[index].Kind == SqlTokenKind.Word && index + 1 < tokens.Count && tokens[index + 1].Is("(")
            && (Plain.Contains(tokens[index].Text) || PartsOfTime.ContainsKey(tokens[index].Text) || tokens[index].Is("now"));

    /// <summary>Writes the function's head; gives the index of the last token it has used. A part of time takes one column or <c>now()</c>.</summary>
    /// <param name="append">Writes the token of that index.</param>
    internal static int Write(List<SqlToken> tokens, int index, bool isPostgres, StringBuilder sql, Action<int> append)
    {
        var name = tokens[index].Text.ToLowerInvariant();
        if (Plain.Contains(name))
        {
            sql.Append(name);
            return index;
        }

        if (name == "now")
        {
            Expect(tokens, index + 2, ")");
            sql.Append(Now(isPostgres)).Append(' ');
            return index + 2;
        }

        return WritePart(tokens, index, name, isPostgres, sql, append);
    }

    private static int WritePart(List<SqlToken> tokens, int index, string name, bool isPostgres, StringBuilder sql, Action<int> append)
    {
        var from = index + 2;
        var close = from < tokens.Count && tokens[from].Is("now") ? from + 3 : from + 1 < tokens.Count && tokens[from + 1].Is(".") ? from + 3 : from + 1;
        Expect(tokens, close, ")");
        sql.Append(isPostgres ? $"cast(extract({name} from " : $"cast(strftime('{PartsOfTime[name]}', ");
        if (tokens[from].Is("now"))
        {
            sql.Append(Now(isPostgres));
        }
        else
        {
            for (var i = from; i < close; i++)
            {
                append(i);
            }
        }

        sql.Append(") as integer) ");
        return close;
    }

    private static string Now(bool isPostgres) => isPostgres ? "(now() at time zone 'utc')" : "strftime('%Y-%m-%d %H:%M:%S', 'now')";

    private static void Expect(List<SqlToken> tokens, int index, string symbol)
    {
        if (index >= tokens.Count || !tokens[index].Is(symbol))
        {
            throw new SqlRefusal(SqlRefusalKind.Brackets, tokens[Math.Min(index, tokens.Count - 1)].Text, tokens[Math.Min(index, tokens.Count - 1)].At);
        }
    }
}
