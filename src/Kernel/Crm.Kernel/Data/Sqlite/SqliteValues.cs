using System.Globalization;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.Mapping;

namespace Crm.Kernel.Data.Sqlite;

/// <summary>How values lie in SQLite, told to linq2db. One mapping schema for the whole process, by which all tenants share the queries that linq2db has translated (<see cref="StoreDb"/>).</summary>
internal static class SqliteValues
{
    /// <summary>Milliseconds are what linq2db writes in literals and what SQLite's own functions know.</summary>
    public const string DateTimeFormat = "yyyy-MM-dd HH:mm:ss.fff";

    public const string DateFormat = "yyyy-MM-dd";

    public static readonly MappingSchema Schema = Build();

    public static readonly DataOptions Options = new DataOptions()
        .UseMappingSchema(Schema)
        .UseDataProvider(SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft));

    public static string Text(DateTime value) => value.ToString(DateTimeFormat, CultureInfo.InvariantCulture);

    public static string Text(DateOnly value) => value.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static string Text(Guid value) => value.ToString("D");

    private static MappingSchema Build()
    {
        Nullability.Read();
        var schema = new MappingSchema("Crm.Sqlite");
        // Known as text, moments are compared as they lie there; as dates linq2db would wrap the column in strftime, and no index would serve.
        schema.SetDataType(typeof(DateTime), DataType.VarChar);
        schema.SetDataType(typeof(DateOnly), DataType.VarChar);
        schema.SetConverter<DateTime, DataParameter>(value => new DataParameter(null, Text(value), DataType.VarChar));
        schema.SetConverter<DateTime?, DataParameter>(value => new DataParameter(null, value is { } v ? Text(v) : null, DataType.VarChar));
        schema.SetConverter<DateOnly, DataParameter>(value => new DataParameter(null, Text(value), DataType.VarChar));
        schema.SetConverter<DateOnly?, DataParameter>(value => new DataParameter(null, value is { } v ? Text(v) : null, DataType.VarChar));
        schema.SetConverter<Guid, DataParameter>(value => new DataParameter(null, Text(value), DataType.VarChar));
        schema.SetConverter<Guid?, DataParameter>(value => new DataParameter(null, value is { } v ? Text(v) : null, DataType.VarChar));
        schema.SetConverter<decimal, DataParameter>(value => new DataParameter(null, (double)value, DataType.Double));
        schema.SetConverter<decimal?, DataParameter>(value => new DataParameter(null, (double?)value, DataType.Double));
        schema.SetValueToSqlConverter(typeof(DateTime), (sql, _, value) => sql.Append('\'').Append(Text((DateTime)value)).Append('\''));
        schema.SetValueToSqlConverter(typeof(DateOnly), (sql, _, value) => sql.Append('\'').Append(Text((DateOnly)value)).Append('\''));
        schema.SetValueToSqlConverter(typeof(Guid), (sql, _, value) => sql.Append('\'').Append(Text((Guid)value)).Append('\''));
        schema.SetConverter<string, DateTime>(text => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc));
        schema.SetConverter<string, DateOnly>(text => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture));
        schema.SetConverter<DateTime, DateTime>(value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
        return schema;
    }
}
