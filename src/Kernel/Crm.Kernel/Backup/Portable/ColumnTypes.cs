using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Kernel.Backup.Portable;

/// <summary>The names of the column types on either database.</summary>
internal static partial class ColumnTypes
{
    private static readonly Dictionary<string, ColumnType> s_ofPostgres = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bigint"] = ColumnType.Integer,
        ["integer"] = ColumnType.Integer32,
        ["smallint"] = ColumnType.Integer32,
        ["boolean"] = ColumnType.Boolean,
        ["text"] = ColumnType.Text,
        ["character varying"] = ColumnType.Text,
        ["real"] = ColumnType.Real,
        ["double precision"] = ColumnType.Real,
        ["numeric"] = ColumnType.Decimal,
        ["timestamp without time zone"] = ColumnType.Moment,
        ["timestamp with time zone"] = ColumnType.Moment,
        ["date"] = ColumnType.Date,
        ["uuid"] = ColumnType.Guid,
        ["bytea"] = ColumnType.Blob,
        ["jsonb"] = ColumnType.Text,
    };

    /// <summary>As the schema builder declares them, and what modules' own statements may say.</summary>
    private static readonly Dictionary<string, ColumnType> s_ofSqlite = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INTEGER"] = ColumnType.Integer,
        ["BIGINT"] = ColumnType.Integer,
        ["INT"] = ColumnType.Integer32,
        ["BOOLEAN INTEGER"] = ColumnType.Boolean,
        ["BOOLEAN"] = ColumnType.Boolean,
        ["TEXT"] = ColumnType.Text,
        ["REAL"] = ColumnType.Real,
        ["DECIMAL REAL"] = ColumnType.Decimal,
        ["DATETIME TEXT"] = ColumnType.Moment,
        ["DATE TEXT"] = ColumnType.Date,
        ["GUID TEXT"] = ColumnType.Guid,
        ["BLOB"] = ColumnType.Blob,
    };

    public static ColumnType OfPostgres(string name)
        => s_ofPostgres.TryGetValue(name, out var type) ? type : throw new BackupRefusedException($"A column of the type {name} cannot be put into a backup.");

    public static ColumnType OfSqlite(string declared)
        => s_ofSqlite.TryGetValue(declared.Split('(')[0].Trim(), out var type)
            ? type
            : throw new BackupRefusedException($"The column type {declared} of this backup has no counterpart on PostgreSQL.");

    public static string ForSqlite(ColumnType type) => type switch
    {
        ColumnType.Integer => "INTEGER",
        ColumnType.Integer32 => "INT",
        ColumnType.Boolean => "BOOLEAN INTEGER",
        ColumnType.Real => "REAL",
        ColumnType.Decimal => "DECIMAL REAL",
        ColumnType.Moment => "DATETIME TEXT",
        ColumnType.Date => "DATE TEXT",
        ColumnType.Guid => "GUID TEXT",
        ColumnType.Blob => "BLOB",
        _ => "TEXT",
    };

    /// <summary>Text sorts by code point, as in SQLite.</summary>
    public static string ForPostgres(ColumnType type) => type switch
    {
        ColumnType.Integer => "bigint",
        ColumnType.Integer32 => "integer",
        ColumnType.Boolean => "boolean",
        ColumnType.Real => "double precision",
        ColumnType.Decimal => "numeric",
        ColumnType.Moment => "timestamp",
        ColumnType.Date => "date",
        ColumnType.Guid => "uuid",
        ColumnType.Blob => "bytea",
        _ => "text COLLATE \"C\"",
    };

    /// <summary>A constant default without PostgreSQL's cast: <c>''::text</c> is <c>''</c>.</summary>
    public static string? PlainDefault(string expression)
    {
        var plain = Cast().Replace(expression, "");
        return plain is "true" or "false" || plain.StartsWith('\'') || decimal.TryParse(plain, CultureInfo.InvariantCulture, out _) ? plain : null;
    }

    [GeneratedRegex(@"::[a-z ]+(\([0-9, ]+\))?\z")]
    private static partial Regex Cast();
}
