using Crm.Kernel.Data.Sessions;

namespace Crm.Kernel.Data.Stores;

/// <summary>What one flush writes.</summary>
internal sealed class WriteSet
{
    public List<StoredDocument> Inserts { get; } = [];

    public List<StoredDocument> Updates { get; } = [];

    public List<long> Deletes { get; } = [];

    public Dictionary<IndexTable, IndexWrites> Indexes { get; } = [];

    public List<HistoryRow> History { get; } = [];

    public bool IsEmpty => Inserts.Count + Updates.Count + Deletes.Count + Indexes.Count + History.Count == 0;

    public IndexWrites For(IndexTable table)
    {
        if (!Indexes.TryGetValue(table, out var writes))
        {
            Indexes.Add(table, writes = new IndexWrites());
        }

        return writes;
    }
}

/// <summary>What one flush writes to one index table.</summary>
internal sealed class IndexWrites
{
    public List<IIndex> Inserts { get; } = [];

    /// <summary>Rows whose <c>Id</c> is that of the row they replace.</summary>
    public List<IIndex> Updates { get; } = [];

    /// <summary>Row ids.</summary>
    public List<long> Deletes { get; } = [];

    /// <summary>Documents all of whose rows go.</summary>
    public List<long> DeletedDocuments { get; } = [];
}
