using System.Text.Json;
using LinqToDB;
using LinqToDB.SqlQuery;

namespace Crm.Kernel.Data;

/// <summary>
/// Whether a column is one of many values, given as one parameter: the statement is the same however many there are, so that it is made once. <c>Contains</c> writes a statement of its own for
/// each list, which costs more than a short one takes to run.
/// </summary>
public static class Among
{
    /// <summary>The values for <see cref="IsAmong(string, string)"/>.</summary>
    public static string Of(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    /// <summary>The values for <see cref="IsAmong(long, string)"/>.</summary>
    public static string Of(IEnumerable<long> values) => JsonSerializer.Serialize(values);

    /// <summary>In queries only.</summary>
    /// <param name="values">From <see cref="Of(IEnumerable{string})"/>.</param>
    [Sql.Expression(ProviderName.SQLite, "{0} IN (SELECT value FROM json_each({1}))", IsPredicate = true, ServerSideOnly = true, Precedence = Precedence.Comparison)]
    [Sql.Expression(ProviderName.PostgreSQL, "{0} IN (SELECT json_array_elements_text(CAST({1} AS json)))", IsPredicate = true, ServerSideOnly = true, Precedence = Precedence.Comparison)]
    public static bool IsAmong(this string value, string values) => throw new InvalidOperationException("For queries.");

    /// <summary>In queries only.</summary>
    /// <param name="values">From <see cref="Of(IEnumerable{long})"/>.</param>
    [Sql.Expression(ProviderName.SQLite, "{0} IN (SELECT value FROM json_each({1}))", IsPredicate = true, ServerSideOnly = true, Precedence = Precedence.Comparison)]
    [Sql.Expression(ProviderName.PostgreSQL, "{0} IN (SELECT CAST(json_array_elements_text(CAST({1} AS json)) AS bigint))", IsPredicate = true, ServerSideOnly = true, Precedence = Precedence.Comparison)]
    public static bool IsAmong(this long value, string values) => throw new InvalidOperationException("For queries.");
}
