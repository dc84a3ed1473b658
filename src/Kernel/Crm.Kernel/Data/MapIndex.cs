using LinqToDB.Mapping;

namespace Crm.Kernel.Data;

/// <summary>A row of an index table.</summary>
public interface IIndex
{
    /// <summary>The document the row belongs to.</summary>
    long DocumentId { get; set; }
}

/// <summary>
/// Base of index classes: one table per class, named as the class, a column per public settable property. Written when the document is saved,
/// in the same transaction. Supported property types: string, bool, int, long, decimal, double, DateTime (UTC), DateOnly, Guid and their nullables.
/// Text compares and sorts by code point on both databases. SQLite keeps a decimal as REAL: 15 significant digits come back exactly, a sum of very many
/// should be rounded; it keeps a DateTime to the millisecond, PostgreSQL to the microsecond.
/// </summary>
public abstract class MapIndex : IIndex
{
    /// <summary>The row's own id.</summary>
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <inheritdoc/>
    public long DocumentId { get; set; }
}
