using System.Collections.Concurrent;
using System.Reflection;
using Crm.Kernel.Data.Postgres;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Sessions;

/// <summary>The table of an index class: its columns and statements, worked out once a process.</summary>
internal abstract class IndexTable
{
    private static readonly ConcurrentDictionary<Type, IndexTable> _tables = new();

    private protected IndexTable(Type type)
    {
        Name = type.Name;
        Columns = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.SetMethod!.IsPublic && property.Name != nameof(MapIndex.Id))
            .Select(IndexColumn.Create).ToList();
        Sqlite = new SqliteIndexSql(Name, Columns);
        var names = Columns.Select(column => column.Name).ToList();
        (PostgresInsert, PostgresUpdate) = (PostgresWriter.Insert(Name, names), PostgresWriter.Update(Name, names));
    }

    public string Name { get; }

    /// <summary>All columns but the row's id.</summary>
    public IReadOnlyList<IndexColumn> Columns { get; }

    public SqliteIndexSql Sqlite { get; }

    public string PostgresInsert { get; }

    public string PostgresUpdate { get; }

    public static IndexTable Of(Type indexType) => _tables.GetOrAdd(indexType, static type =>
        (IndexTable)Activator.CreateInstance(typeof(IndexTable<>).MakeGenericType(type))!);

    public abstract long IdOf(object row);

    public abstract void SetId(object row, long id);

    /// <summary>The rows of those documents as they are stored, by row id.</summary>
    public abstract Task<ILookup<long, IIndex>> ReadAsync(DataConnection db, IReadOnlyCollection<long> documentIds);

    public bool Same(IIndex left, IIndex right)
    {
        foreach (var column in Columns)
        {
            if (!column.Same(left, right))
            {
                return false;
            }
        }

        return true;
    }
}

/// <inheritdoc/>
internal sealed class IndexTable<TIndex>() : IndexTable(typeof(TIndex)) where TIndex : MapIndex
{
    // PostgreSQL takes any number in an array; SQLite has a limit of parameters, and its expression depth.
    private const int AtOnce = 500;

    public override long IdOf(object row) => ((TIndex)row).Id;

    public override void SetId(object row, long id) => ((TIndex)row).Id = id;

    public override async Task<ILookup<long, IIndex>> ReadAsync(DataConnection db, IReadOnlyCollection<long> documentIds)
    {
        var rows = new List<TIndex>();
        foreach (var ids in documentIds.Chunk(AtOnce))
        {
            var table = db.GetTable<TIndex>();
            if (ids is [var id])
            {
                rows.AddRange(await table.Where(row => row.DocumentId == id).OrderBy(row => row.Id).ToListAsync());
            }
            else
            {
                rows.AddRange(await table.Where(row => ids.Contains(row.DocumentId)).OrderBy(row => row.Id).ToListAsync());
            }
        }

        return rows.ToLookup(row => row.DocumentId, row => (IIndex)row);
    }
}

/// <summary>The statements SQLite is given for an index table.</summary>
internal sealed class SqliteIndexSql
{
    public SqliteIndexSql(string table, IReadOnlyList<IndexColumn> columns)
    {
        var names = columns.Select(column => $"\"{column.Name}\"").ToList();
        Insert = $"INSERT INTO \"{table}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select((_, i) => $"?{i + 1}"))})";
        Update = $"UPDATE \"{table}\" SET {string.Join(", ", names.Select((name, i) => $"{name} = ?{i + 1}"))} WHERE \"Id\" = ?{names.Count + 1}";
        DeleteById = $"DELETE FROM \"{table}\" WHERE \"Id\" = ?1";
        DeleteByDocument = $"DELETE FROM \"{table}\" WHERE \"DocumentId\" = ?1";
    }

    public string Insert { get; }

    public string Update { get; }

    public string DeleteById { get; }

    public string DeleteByDocument { get; }
}
