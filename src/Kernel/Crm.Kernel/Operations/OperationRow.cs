using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Kernel.Operations;

/// <summary>How an operation stands.</summary>
public enum OperationState
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>At least one step is done.</summary>
    Running,

    /// <summary>All is done.</summary>
    Done,

    /// <summary>It stopped at an error; what was done stays done and can be undone, the rest can be resumed.</summary>
    Failed,

    /// <summary>Somebody stopped it; what was done stays done and can be undone.</summary>
    Cancelled,
}

/// <summary>An operation; a plain table, for how far it got is no change that history should tell.</summary>
[Table("Operation", IsColumnAttributeRequired = false)]
internal sealed class OperationRow
{
    [PrimaryKey]
    public string Id { get; set; } = "";

    public string Kind { get; set; } = "";

    /// <summary>JSON: what it was asked for.</summary>
    public string Input { get; set; } = "{}";

    /// <summary>JSON: where it stands.</summary>
    public string Place { get; set; } = "{}";

    public int State { get; set; }

    public long Total { get; set; }

    public long Done { get; set; }

    /// <summary>How many of <see cref="Done"/> were left as they were.</summary>
    public long Left { get; set; }

    /// <summary>JSON: the first of those left, with their reasons.</summary>
    public string Faults { get; set; } = "[]";

    public string Actor { get; set; } = "";

    public string ActorName { get; set; } = "";

    /// <summary>The language of who asked.</summary>
    public string Culture { get; set; } = "";

    public DateTime CreatedUtc { get; set; }

    public DateTime? EndedUtc { get; set; }

    /// <summary>Steps that failed in a row.</summary>
    public int Attempts { get; set; }

    public string? Error { get; set; }

    /// <summary>The operation that undoes this one.</summary>
    public string? UndoneBy { get; set; }
}

/// <summary>The table of the tenant's operations.</summary>
internal sealed class OperationMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<OperationRow>(table => table.HasIndex(row => new { row.State, row.CreatedUtc }).HasIndex(row => new { row.Actor, row.CreatedUtc }));
        return 1;
    }
}
