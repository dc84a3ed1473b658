using System.Data.Common;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Queries.Sql;

/// <summary>Answers SQL queries: Liquid first, then the select is let through token by token, then it runs on a connection that can only read.</summary>
internal sealed class SqlQueries(IServiceScopeFactory scopes, SqlTables tables, LiquidTemplates liquid, IStringLocalizer<SqlQueries> S)
{
    private const int MaxRows = 10_000;
    private const int SecondsToAnswer = 30;

    /// <summary>The rows as objects, or the content items.</summary>
    /// <exception cref="QueryException">It may not or cannot run.</exception>
    internal async Task<IReadOnlyList<object>> ExecuteAsync(StoredQuery query, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var text = await RenderAsync(query.Template, parameters);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ChangeContext>().IsReadOnly = true;
        var session = scope.ServiceProvider.GetRequiredService<ISession>();
        var connection = await session.GetConnectionAsync();
        var bound = new List<DataParameter>();
        var sql = Write(text, IsPostgres(connection), token => Bind(token, parameters, bound));
        var rows = await ReadAsync(connection, sql, bound, cancellationToken);
        return query.ReturnContentItems ? await ItemsAsync(session, rows) : rows;
    }

    /// <summary>What is wrong with a query's text once Liquid has run, without running it; null when nothing is.</summary>
    internal string? Fault(string text)
    {
        try
        {
            Write(text, false, _ => "?");
            return null;
        }
        catch (QueryException fault)
        {
            return fault.Message;
        }
    }

    private static bool IsPostgres(DataConnection connection) => connection.DataProvider.Name.Contains("Postgre", StringComparison.OrdinalIgnoreCase);

    /// <summary>Values reach Liquid with their quotes doubled, so that between quotes they stay values.</summary>
    private async Task<string> RenderAsync(string template, IReadOnlyDictionary<string, object?> parameters)
    {
        try
        {
            return await liquid.RenderAsync(
                template, values: parameters.ToDictionary(pair => pair.Key, pair => pair.Value is string text ? text.Replace("'", "''", StringComparison.Ordinal) : pair.Value), encoder: LiquidTemplates.Text);
        }
        catch (LiquidException fault)
        {
            throw new QueryException(fault.Message);
        }
    }

    private string Write(string text, bool isPostgres, Func<SqlToken, string> parameter)
    {
        try
        {
            return SqlSelect.Write(text, tables, isPostgres, parameter);
        }
        catch (SqlRefusal refusal)
        {
            throw new QueryException(Sentence(refusal));
        }
    }

    private string Sentence(SqlRefusal refusal) => refusal.Kind switch
    {
        SqlRefusalKind.NotSelect => S["A query is one SELECT; this one begins with “{0}”.", refusal.Word],
        SqlRefusalKind.Table => S["A query may not read the table “{0}”: only the index tables of enabled features.", refusal.Word],
        SqlRefusalKind.Function => S["The function “{0}” is not one that queries may use.", refusal.Word],
        SqlRefusalKind.Brackets => S["A bracket is missing at character {0}.", refusal.At + 1],
        SqlRefusalKind.OpenText => S["A quote is not closed at character {0}.", refusal.At + 1],
        SqlRefusalKind.TooLong => S["The query is too long."],
        SqlRefusalKind.Parameter => S["The parameter “{0}” was not given and has no default.", refusal.Word],
        _ => S["“{0}” at character {1} is neither a word of the query language nor a column of its tables.", refusal.Word, refusal.At + 1],
    };

    private static string Bind(SqlToken token, IReadOnlyDictionary<string, object?> parameters, List<DataParameter> bound)
    {
        var value = token.Kind == SqlTokenKind.Text ? token.Text
            : parameters.TryGetValue(token.Text, out var given) ? given
            : token.Default is { } otherwise ? Number(otherwise)
            : throw new SqlRefusal(SqlRefusalKind.Parameter, token.Text, token.At);
        var name = $"p{bound.Count}";
        bound.Add(new DataParameter(name, value));
        return "@" + name;
    }

    private static object Number(string text)
        => long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : text;

    private async Task<List<JsonObject>> ReadAsync(DataConnection connection, string sql, List<DataParameter> bound, CancellationToken cancellationToken)
    {
        connection.CommandTimeout = SecondsToAnswer;
        try
        {
            var rows = new List<JsonObject>();
            await using var reader = await connection.ExecuteReaderAsync(sql, System.Data.CommandType.Text, System.Data.CommandBehavior.Default, cancellationToken, [.. bound]);
            while (rows.Count < MaxRows && await reader.Reader!.ReadAsync(cancellationToken))
            {
                rows.Add(Row(reader.Reader));
            }

            return rows;
        }
        catch (DbException fault)
        {
            throw new QueryException(S["The database refused the query: {0}", fault.Message]);
        }
    }

    private static JsonObject Row(DbDataReader reader)
    {
        var row = new JsonObject();
        for (var i = 0; i < reader.FieldCount; i++)
        {
            row[reader.GetName(i)] = reader.IsDBNull(i) ? null : System.Text.Json.JsonSerializer.SerializeToNode(reader.GetValue(i));
        }

        return row;
    }

    private async Task<IReadOnlyList<object>> ItemsAsync(ISession session, List<JsonObject> rows)
    {
        if (rows.Count > 0 && !rows[0].ContainsKey("DocumentId"))
        {
            throw new QueryException(S["A query that gives content items must give the column DocumentId."]);
        }

        return await session.GetAsync<ContentItem>(rows.Select(row => row["DocumentId"]!.GetValue<long>()));
    }
}
