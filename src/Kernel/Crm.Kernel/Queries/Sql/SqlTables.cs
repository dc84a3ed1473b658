using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Kernel.Queries.Sql;

/// <summary>
/// The tables that queries may read: the index tables of the enabled features, by their exact names with their columns. Documents are none of them, for they
/// hold what nobody sees; nor are indexes with such a column.
/// </summary>
internal sealed class SqlTables(IEnumerable<IIndexProvider> providers, IEnumerable<SecretField> secrets)
{
    private readonly Dictionary<string, SqlTable> _tables = providers.SelectMany(provider => provider.Describe()).Select(map => map.IndexType).Distinct()
        .Select(type => new SqlTable(type.Name, type.GetProperties().Where(property => property.CanWrite).ToDictionary(property => property.Name, property => property.Name, StringComparer.OrdinalIgnoreCase)))
        .Where(table => !secrets.Any(secret => table.Columns.ContainsKey(secret.Path)))
        .GroupBy(table => table.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    internal SqlTable? Find(string name) => _tables.GetValueOrDefault(name);
}

/// <param name="Columns">Exact names by name in any case.</param>
internal sealed record SqlTable(string Name, IReadOnlyDictionary<string, string> Columns);
