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
        ["json"] = ColumnType.Json,
        ["jsonb"] = ColumnType.Json,
    };

    private static readonly Dictionary<string, ColumnType> s_ofSqlite = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INTEGER"] = ColumnType.Integer,
        ["BIGINT"] = ColumnType.Integer,
        ["INT"] = ColumnType.Integer32,
        ["BOOLEAN"] = ColumnType.Boolean,
        ["BIT"] = ColumnType.Boolean,
        ["TEXT"] = ColumnType.Text,
        ["VARCHAR"] = ColumnType.Text,
        ["NVARCHAR"] = ColumnType.Text,
        ["REAL"] = ColumnType.Real,
        ["DOUBLE"] = ColumnType.Real,
        ["DECIMAL"] = ColumnType.Decimal,
        ["NUMERIC"] = ColumnType.Decimal,
        ["DATETIME"] = ColumnType.Moment,
        ["TIMESTAMP"] = ColumnType.Moment,
        ["DATE"] = ColumnType.Date,
        ["GUID"] = ColumnType.Guid,
        ["UNIQUEIDENTIFIER"] = ColumnType.Guid,
        ["UUID"] = ColumnType.Guid,
        ["BLOB"] = ColumnType.Blob,
        ["JSON"] = ColumnType.Json,
    };

    public static ColumnType OfPostgres(string name)
        => s_ofPostgres.TryGetValue(name, out var type) ? type : throw new BackupRefusedException($"A column of the type {name} cannot be put into a backup.");

    public static ColumnType OfSqlite(string declared)
        => s_ofSqlite.TryGetValue(declared.Split('(')[0].Trim(), out var type)
            ? type
            : throw new BackupRefusedException($"The column type {declared} of this backup has no counterpart on PostgreSQL.");

    public static string ForSqlite(ColumnType type) => type switch
    {
        ColumnType.Integer => "BIGINT",
        ColumnType.Integer32 => "INT",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Real => "DOUBLE",
        ColumnType.Decimal => "DECIMAL",
        ColumnType.Moment => "DATETIME",
        ColumnType.Date => "DATE",
        ColumnType.Guid => "GUID",
        ColumnType.Blob => "BLOB",
        ColumnType.Json => "JSON",
        _ => "TEXT",
    };

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
        ColumnType.Json => "jsonb",
        _ => "text",
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
