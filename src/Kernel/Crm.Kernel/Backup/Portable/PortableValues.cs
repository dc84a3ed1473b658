using System.Data.Common;
using System.Globalization;
using SqliteText = Crm.Kernel.Data.Sqlite.SqliteValues;

namespace Crm.Kernel.Backup.Portable;

/// <summary>How values lie in SQLite: booleans as 0 and 1, moments, days and GUIDs as text, as the session writes and compares them.</summary>
internal static class PortableValues
{
    /// <summary>The value of a PostgreSQL column as SQLite keeps it.</summary>
    public static object FromPostgres(DbDataReader reader, int ordinal, ColumnType type) => reader.IsDBNull(ordinal) ? DBNull.Value : type switch
    {
        ColumnType.Integer => reader.GetInt64(ordinal),
        ColumnType.Integer32 => (long)reader.GetInt32(ordinal),
        ColumnType.Boolean => reader.GetBoolean(ordinal) ? 1L : 0L,
        ColumnType.Real => reader.GetDouble(ordinal),
        ColumnType.Decimal => (double)reader.GetDecimal(ordinal),
        ColumnType.Moment => SqliteText.Text(reader.GetDateTime(ordinal)),
        ColumnType.Date => SqliteText.Text(reader.GetFieldValue<DateOnly>(ordinal)),
        ColumnType.Guid => SqliteText.Text(reader.GetGuid(ordinal)),
        ColumnType.Blob => reader.GetFieldValue<byte[]>(ordinal),
        _ => reader.GetString(ordinal),
    };

    /// <summary>The value of an SQLite column as PostgreSQL's binary copy takes it; null for none.</summary>
    public static object? ToPostgres(object value, ColumnType type) => value is DBNull ? null : type switch
    {
        ColumnType.Integer => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ColumnType.Integer32 => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        ColumnType.Boolean => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        ColumnType.Real => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        ColumnType.Decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        ColumnType.Moment => DateTime.SpecifyKind(DateTime.Parse((string)value, CultureInfo.InvariantCulture), DateTimeKind.Unspecified),
        ColumnType.Date => DateOnly.Parse(((string)value)[..10], CultureInfo.InvariantCulture),
        ColumnType.Guid => value is byte[] bytes ? new Guid(bytes) : Guid.Parse((string)value),
        ColumnType.Blob => value as byte[] ?? System.Text.Encoding.UTF8.GetBytes((string)value),
        _ => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
