using LinqToDB.Mapping;

namespace Crm.Kernel.Data.Stores;

/// <summary>A document as stored; only for queries over ids (the content is read by <see cref="StoreConnection.ReadAsync"/>).</summary>
[Table("Document", IsColumnAttributeRequired = false)]
internal sealed class DocumentRow
{
    [PrimaryKey]
    public long Id { get; set; }

    [Column(CanBeNull = false)]
    public string Type { get; set; } = "";

    [Column(CanBeNull = false)]
    public string Content { get; set; } = "";

    public long Version { get; set; }
}

/// <summary>The one document of its type that an <see cref="IDocumentManager{TDocument}"/> keeps, with its version: what caches compare.</summary>
[Table("DocumentSingleton", IsColumnAttributeRequired = false)]
internal sealed class DocumentSingletonRow
{
    [PrimaryKey]
    public string Type { get; set; } = "";

    public long DocumentId { get; set; }

    public long Version { get; set; }
}

/// <summary>The next free number of a series. That of documents has no name (SQLite; PostgreSQL has a sequence for it).</summary>
[Table("Identifiers", IsColumnAttributeRequired = false)]
internal sealed class IdentifierRow
{
    [PrimaryKey]
    public string Dimension { get; set; } = "";

    public long NextVal { get; set; }
}

/// <summary>See <see cref="HistoryEntry"/>. Patches are UTF-8 while written.</summary>
[Table("History", IsColumnAttributeRequired = false)]
internal sealed class HistoryRow
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    [Column(CanBeNull = false)]
    public string Kind { get; set; } = "";

    [Column(CanBeNull = false)]
    public string Type { get; set; } = "";

    /// <summary>The stored name of the class, with which a deleted document is made again.</summary>
    [Column(CanBeNull = false)]
    public string DocumentType { get; set; } = "";

    public long DocumentId { get; set; }

    public string? ItemId { get; set; }

    public long Version { get; set; }

    [Column(CanBeNull = false)]
    public string Event { get; set; } = "";

    [Column(CanBeNull = false)]
    public string Actor { get; set; } = "";

    [Column(CanBeNull = false)]
    public string ActorName { get; set; } = "";

    public string? BatchId { get; set; }

    public DateTime Utc { get; set; }

    [Column(CanBeNull = false)]
    public string Forward { get; set; } = "[]";

    [Column(CanBeNull = false)]
    public string Backward { get; set; } = "[]";

    public HistoryEntry ToEntry() => new(Id, Kind, Type, DocumentId, ItemId, Version, Event, Actor, ActorName, BatchId, Utc, Forward, Backward);
}

/// <summary>See <see cref="ChangeLogEntry"/>.</summary>
[Table("ChangeLog", IsColumnAttributeRequired = false)]
internal sealed class ChangeLogRow
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    [Column(CanBeNull = false)]
    public string Kind { get; set; } = "";

    [Column(CanBeNull = false)]
    public string Type { get; set; } = "";

    public long DocumentId { get; set; }

    public string? ItemId { get; set; }

    public long Version { get; set; }

    [Column(CanBeNull = false)]
    public string Event { get; set; } = "";

    [Column(CanBeNull = false)]
    public string Actor { get; set; } = "";

    public string? BatchId { get; set; }

    /// <summary>A JSON array of paths.</summary>
    [Column(CanBeNull = false)]
    public string Fields { get; set; } = "[]";

    public long HistoryId { get; set; }

    /// <summary>For a batch, the last of its history rows in this commit; else <see cref="HistoryId"/>.</summary>
    public long LastHistoryId { get; set; }

    public DateTime Utc { get; set; }
}

/// <summary>How far a follower of the change log has come.</summary>
[Table("FollowerCursor", IsColumnAttributeRequired = false)]
internal sealed class FollowerCursorRow
{
    [PrimaryKey]
    public string Name { get; set; } = "";

    public long Position { get; set; }

    public int Failures { get; set; }

    public string? LastError { get; set; }

    public DateTime? LastRunUtc { get; set; }

    public DateTime? NextRunUtc { get; set; }
}

/// <summary>A lock that one process of the tenant holds until it expires.</summary>
[Table("TenantLock", IsColumnAttributeRequired = false)]
internal sealed class TenantLockRow
{
    [PrimaryKey]
    public string Name { get; set; } = "";

    [Column(CanBeNull = false)]
    public string Owner { get; set; } = "";

    public DateTime ExpiresUtc { get; set; }
}
