namespace Crm.Kernel.Backup.Portable;

/// <summary>A table as either database describes it.</summary>
/// <param name="Key">The columns of the primary key, in order; none when it has none.</param>
internal sealed record PortableTable(string Name, IReadOnlyList<PortableColumn> Columns, IReadOnlyList<string> Key, IReadOnlyList<PortableIndex> Indexes);

/// <summary>A column.</summary>
/// <param name="IsIdentity">Numbered by the database.</param>
/// <param name="Default">The default as SQL that both databases read, or null.</param>
internal sealed record PortableColumn(string Name, ColumnType Type, bool IsNullable, bool IsIdentity, string? Default);

/// <summary>An index.</summary>
/// <param name="Terms">Its columns, with their direction.</param>
/// <param name="Where">The condition of a partial index, or null.</param>
internal sealed record PortableIndex(string Name, IReadOnlyList<(string Column, bool IsDescending)> Terms, bool IsUnique, string? Where);

/// <summary>The types that index and plain tables have.</summary>
internal enum ColumnType
{
    /// <summary>64 bits.</summary>
    Integer,

    /// <summary>32 bits.</summary>
    Integer32,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Text of any length.</summary>
    Text,

    /// <summary>Floating point.</summary>
    Real,

    /// <summary>Exact decimal.</summary>
    Decimal,

    /// <summary>A moment, UTC.</summary>
    Moment,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A GUID.</summary>
    Guid,

    /// <summary>Bytes.</summary>
    Blob,
}
