using System.Text.Json;
using LinqToDB;
using LinqToDB.SqlQuery;

namespace Crm.Kernel.Data;

/// <summary>
/// A value for each of several rows as one parameter of a statement, so that one update gives each row its own: <c>db.GetTable&lt;T&gt;().Where(row => row.Id.IsAmong(ids)).Set(row => row.Text, row => row.Id.ValueIn(values))</c>.
/// Some hundred at once: SQLite looks each up by going through them.
/// </summary>
public static class Mapped
{
    /// <summary>The values for <see cref="ValueIn"/>.</summary>
    public static string Of(IEnumerable<KeyValuePair<long, string>> values) => JsonSerializer.Serialize(new Dictionary<long, string>(values));

    /// <summary>The value of that key; in queries only. NULL where there is none.</summary>
    /// <param name="values">From <see cref="Of"/>.</param>
    [Sql.Expression(ProviderName.SQLite, "(SELECT value FROM json_each({1}) WHERE key = CAST({0} AS TEXT))", ServerSideOnly = true, Precedence = Precedence.Primary)]
    [Sql.Expression(ProviderName.PostgreSQL, "(CAST({1} AS json) ->> CAST({0} AS text))", ServerSideOnly = true, Precedence = Precedence.Primary)]
    public static string ValueIn(this long key, string values) => throw new InvalidOperationException("For queries.");
}
