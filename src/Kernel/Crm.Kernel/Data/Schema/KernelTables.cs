using Crm.Kernel.Data.Stores;
using LinqToDB.Mapping;

namespace Crm.Kernel.Data.Schema;

/// <summary>The tables the kernel itself needs in each tenant's database.</summary>
internal static class KernelTables
{
    private static readonly Type[] _tables =
    [
        typeof(DocumentRow), typeof(DocumentSingletonRow), typeof(IdentifierRow), typeof(HistoryRow), typeof(ChangeLogRow), typeof(FollowerCursorRow), typeof(TenantLockRow),
    ];

    /// <summary>The statements, in order.</summary>
    public static IEnumerable<string> Statements(string provider, MappingSchema schema)
    {
        var sql = new TableSql(provider);
        foreach (var type in _tables)
        {
            yield return sql.Create(schema.GetEntityDescriptor(type), new Dictionary<string, int>());
        }

        yield return sql.Index(schema.GetEntityDescriptor(typeof(DocumentRow)), ["Type"], unique: false);
        yield return sql.Index(schema.GetEntityDescriptor(typeof(HistoryRow)), ["DocumentId", "Id"], unique: false);
        yield return sql.Index(schema.GetEntityDescriptor(typeof(HistoryRow)), ["Actor", "Id"], unique: false);
        yield return sql.Index(schema.GetEntityDescriptor(typeof(HistoryRow)), ["ItemId", "Id"], unique: false, "\"ItemId\" IS NOT NULL");
        yield return sql.Index(schema.GetEntityDescriptor(typeof(HistoryRow)), ["BatchId", "Id"], unique: false, "\"BatchId\" IS NOT NULL");
    }
}
