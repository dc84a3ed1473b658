using System.Collections.Frozen;

namespace Crm.Kernel.Data.Sessions;

/// <summary>The index maps of the tenant's features, by document class. One per shell.</summary>
internal sealed class IndexMaps(IEnumerable<IIndexProvider> providers)
{
    private readonly FrozenDictionary<Type, IReadOnlyList<TableMap>> _maps = providers
        .GroupBy(provider => provider.ForType)
        .ToFrozenDictionary(group => group.Key, group => Combine(group.SelectMany(provider => provider.Describe())));

    /// <summary>The maps of a class, at most one for each table.</summary>
    public IReadOnlyList<TableMap> Of(Type documentType) => _maps.GetValueOrDefault(documentType) ?? [];

    /// <summary>The names of all index tables.</summary>
    public IEnumerable<string> Tables => _maps.Values.SelectMany(maps => maps).Select(map => map.Table.Name).Distinct();

    /// <summary>Whether a document may have several rows in that index.</summary>
    public bool IsMany(Type documentType, Type indexType)
        => Of(documentType).Any(map => map.IndexType == indexType && map.Many);

    private static IReadOnlyList<TableMap> Combine(IEnumerable<IndexMap> maps) => maps
        .GroupBy(map => map.IndexType)
        .Select(group => new TableMap(group.Key, IndexTable.Of(group.Key), group.Select(map => map.Map).ToList(), group.Count() > 1 || group.First().Many))
        .ToList();
}

/// <summary>All maps from one document class to one index table.</summary>
internal sealed record TableMap(Type IndexType, IndexTable Table, IReadOnlyList<Func<object, IEnumerable<IIndex>>> Maps, bool Many)
{
    /// <summary>The rows of a document.</summary>
    public List<IIndex> Rows(object document, long documentId)
    {
        var rows = new List<IIndex>(1);
        foreach (var map in Maps)
        {
            foreach (var row in map(document))
            {
                row.DocumentId = documentId;
                rows.Add(row);
            }
        }

        return rows;
    }
}
