using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider;
using LinqToDB.DataProvider.PostgreSQL;
using LinqToDB.Mapping;

namespace Crm.Kernel.Data.Postgres;

/// <summary>How values lie in PostgreSQL, told to linq2db: moments as <c>timestamp</c> in UTC.</summary>
internal static class PostgresValues
{
    public static readonly IDataProvider Provider = PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v15);

    public static readonly MappingSchema Schema = Build();

    public static readonly DataOptions Options = new DataOptions().UseMappingSchema(Schema).UseDataProvider(Provider);

    public static DateTime Stored(DateTime value) => DateTime.SpecifyKind(value, DateTimeKind.Unspecified);

    private static MappingSchema Build()
    {
        Nullability.Read();
        var schema = new MappingSchema("Crm.Postgres");
        schema.SetConverter<DateTime, DataParameter>(value => new DataParameter(null, Stored(value), DataType.DateTime2));
        schema.SetConverter<DateTime?, DataParameter>(value => new DataParameter(null, value is { } v ? Stored(v) : null, DataType.DateTime2));
        schema.SetConverter<DateTime, DateTime>(value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
        return schema;
    }
}
