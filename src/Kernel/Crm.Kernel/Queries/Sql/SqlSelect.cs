using System.Text;

namespace Crm.Kernel.Queries.Sql;

/// <summary>
/// Lets one SELECT over index tables through and nothing else: every word is a keyword of reading, a table or column that exists, a name the query gives
/// itself, or a known function. What comes out is written anew from the tokens, with names quoted and functions in the words of the database.
/// </summary>
internal sealed class SqlSelect
{
    private const int MaxTokens = 2_000;

    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "distinct", "all", "from", "join", "inner", "left", "right", "full", "outer", "cross", "on", "where", "and", "or", "not", "in", "is", "null",
        "like", "between", "exists", "group", "by", "having", "order", "asc", "desc", "limit", "offset", "as", "case", "when", "then", "else", "end", "union",
        "true", "false", "nulls", "first", "last",
    };

    private readonly List<SqlToken> _tokens;
    private readonly SqlTables _tables;
    private readonly bool _isPostgres;
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SqlTable> _read = [];
    private readonly HashSet<int> _tablePlaces = [];
    private readonly Func<SqlToken, string> _parameter;

    private SqlSelect(List<SqlToken> tokens, SqlTables tables, bool isPostgres, Func<SqlToken, string> parameter)
    {
        _tokens = tokens;
        _tables = tables;
        _isPostgres = isPostgres;
        _parameter = parameter;
    }

    /// <param name="parameter">Binds a parameter or a text and gives its placeholder.</param>
    /// <exception cref="SqlRefusal">It is anything else than one SELECT over index tables.</exception>
    internal static string Write(string sql, SqlTables tables, bool isPostgres, Func<SqlToken, string> parameter)
    {
        var tokens = SqlTokens.Read(sql);
        if (tokens.Count == 0 || !tokens[0].Is("select"))
        {
            throw new SqlRefusal(SqlRefusalKind.NotSelect, tokens.Count == 0 ? "" : tokens[0].Text, 0);
        }

        if (tokens.Count > MaxTokens)
        {
            throw new SqlRefusal(SqlRefusalKind.TooLong, "", 0);
        }

        var select = new SqlSelect(tokens, tables, isPostgres, parameter);
        select.FindTables();
        select.FindNames();
        return select.Write();
    }

    private SqlToken? At(int index) => index >= 0 && index < _tokens.Count ? _tokens[index] : null;

    /// <summary>A table stands behind FROM, JOIN, or a comma of a FROM list.</summary>
    private void FindTables()
    {
        var depth = 0;
        var inFrom = new HashSet<int>();
        for (var i = 0; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            depth += token.Is("(") ? 1 : token.Is(")") ? -1 : 0;
            if (depth < 0)
            {
                throw new SqlRefusal(SqlRefusalKind.Brackets, token.Text, token.At);
            }

            if (token.Is("from"))
            {
                inFrom.Add(depth);
            }
            else if (token.Is("where") || token.Is("group") || token.Is("order") || token.Is("having") || token.Is("limit") || token.Is("union") || token.Is("on") || token.Is("select"))
            {
                inFrom.Remove(depth);
            }

            if ((token.Is("from") || token.Is("join") || (token.Is(",") && inFrom.Contains(depth))) && At(i + 1) is { } next && !next.Is("("))
            {
                AddTable(i + 1, next);
            }
        }

        if (depth != 0)
        {
            throw new SqlRefusal(SqlRefusalKind.Brackets, "(", 0);
        }
    }

    private void AddTable(int index, SqlToken token)
    {
        var table = token.Kind == SqlTokenKind.Word ? _tables.Find(token.Text) : null;
        _read.Add(table ?? throw new SqlRefusal(SqlRefusalKind.Table, token.Text, token.At));
        _tablePlaces.Add(index);
        _names.TryAdd(table.Name, table.Name);
    }

    /// <summary>The query's own names stand behind AS, behind a table, or behind a bracketed table.</summary>
    private void FindNames()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            var isBehindTable = At(i - 1) is { } before && (_tablePlaces.Contains(i - 1) || before.Is(")"));
            if (_tokens[i].Kind == SqlTokenKind.Word && !Keywords.Contains(_tokens[i].Text) && (At(i - 1)?.Is("as") == true || isBehindTable) && At(i + 1)?.Is("(") != true)
            {
                _names.TryAdd(_tokens[i].Text, _tokens[i].Text);
            }
        }
    }

    private string Write()
    {
        var sql = new StringBuilder();
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (SqlFunctions.IsCall(_tokens, i))
            {
                i = SqlFunctions.Write(_tokens, i, _isPostgres, sql, at => Append(sql, at));
            }
            else
            {
                Append(sql, i);
            }
        }

        return sql.ToString();
    }

    private void Append(StringBuilder sql, int index)
    {
        var token = _tokens[index];
        switch (token.Kind)
        {
            case SqlTokenKind.Parameter or SqlTokenKind.Text:
                sql.Append(_parameter(token)).Append(' ');
                break;
            case SqlTokenKind.Word when !Keywords.Contains(token.Text):
                sql.Append('"').Append(Resolve(token, index)).Append('"').Append(At(index + 1)?.Is(".") == true ? "" : " ");
                break;
            case SqlTokenKind.Symbol when token.Is("."):
                sql.Append('.');
                break;
            default:
                sql.Append(token.Text == "!=" ? "<>" : token.Text).Append(' ');
                break;
        }
    }

    private string Resolve(SqlToken token, int index)
    {
        if (At(index + 1)?.Is("(") == true)
        {
            throw new SqlRefusal(SqlRefusalKind.Function, token.Text, token.At);
        }

        if (_tablePlaces.Contains(index))
        {
            return _tables.Find(token.Text)!.Name;
        }

        return _names.TryGetValue(token.Text, out var name) && At(index - 1)?.Is(".") != true ? name
            : _read.Select(table => table.Columns.GetValueOrDefault(token.Text)).FirstOrDefault(column => column is not null)
            ?? name ?? throw new SqlRefusal(SqlRefusalKind.Word, token.Text, token.At);
    }
}
