namespace Crm.Kernel.Queries.Sql;

internal enum SqlTokenKind
{
    Word,
    Number,
    Text,
    Parameter,
    Symbol,
}

/// <param name="Text">As written; a parameter without its @.</param>
/// <param name="At">Its place in the text, from 0.</param>
/// <param name="Default">What stands behind the colon of a parameter, <c>@size:10</c>; else null.</param>
internal sealed record SqlToken(SqlTokenKind Kind, string Text, int At, string? Default = null)
{
    internal bool Is(string word) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a query into tokens. Comments, semicolons, backslashes and quoted identifiers are not part of the language.</summary>
internal static class SqlTokens
{
    private static readonly string[] Symbols = ["<>", "<=", ">=", "!=", "||", "(", ")", ",", ".", "*", "+", "-", "/", "%", "=", "<", ">"];

    /// <exception cref="SqlRefusal">Something that is no token.</exception>
    internal static List<SqlToken> Read(string sql)
    {
        var tokens = new List<SqlToken>();
        for (var i = 0; i < sql.Length;)
        {
            if (char.IsWhiteSpace(sql[i]))
            {
                i++;
                continue;
            }

            var token = Next(sql, i, out i);
            tokens.Add(token);
        }

        return tokens;
    }

    private static SqlToken Next(string sql, int at, out int end)
    {
        var c = sql[at];
        if (c == '\'')
        {
            return new SqlToken(SqlTokenKind.Text, Quoted(sql, at, out end), at);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            end = After(sql, at, IsWord);
            return new SqlToken(SqlTokenKind.Word, sql[at..end], at);
        }

        if (char.IsAsciiDigit(c))
        {
            end = After(sql, at, d => char.IsAsciiDigit(d) || d == '.');
            return new SqlToken(SqlTokenKind.Number, sql[at..end], at);
        }

        return c == '@' ? Parameter(sql, at, out end) : Symbol(sql, at, out end);
    }

    private static SqlToken Parameter(string sql, int at, out int end)
    {
        end = After(sql, at + 1, IsWord);
        var name = sql[(at + 1)..end];
        if (name.Length == 0)
        {
            throw new SqlRefusal(SqlRefusalKind.Character, "@", at);
        }

        if (end >= sql.Length || sql[end] != ':')
        {
            return new SqlToken(SqlTokenKind.Parameter, name, at);
        }

        var from = end + 1;
        if (from < sql.Length && sql[from] == '\'')
        {
            var text = Quoted(sql, from, out end);
            return new SqlToken(SqlTokenKind.Parameter, name, at, text);
        }

        end = After(sql, from, d => IsWord(d) || d is '.' or '-');
        return new SqlToken(SqlTokenKind.Parameter, name, at, sql[from..end]);
    }

    private static SqlToken Symbol(string sql, int at, out int end)
    {
        var rest = sql.AsSpan(at);
        foreach (var symbol in Symbols)
        {
            if (rest.StartsWith(symbol, StringComparison.Ordinal) && !rest.StartsWith("--", StringComparison.Ordinal) && !rest.StartsWith("/*", StringComparison.Ordinal))
            {
                end = at + symbol.Length;
                return new SqlToken(SqlTokenKind.Symbol, symbol, at);
            }
        }

        throw new SqlRefusal(SqlRefusalKind.Character, sql.Substring(at, Math.Min(2, sql.Length - at)).Trim(), at);
    }

    private static string Quoted(string sql, int at, out int end)
    {
        var text = new System.Text.StringBuilder();
        for (end = at + 1; end < sql.Length; end++)
        {
            if (sql[end] == '\'' && end + 1 < sql.Length && sql[end + 1] == '\'')
            {
                end++;
            }
            else if (sql[end] == '\'')
            {
                end++;
                return text.ToString();
            }

            text.Append(sql[end]);
        }

        throw new SqlRefusal(SqlRefusalKind.OpenText, "'", at);
    }

    private static int After(string sql, int from, Func<char, bool> belongs)
    {
        while (from < sql.Length && belongs(sql[from]))
        {
            from++;
        }

        return from;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
