using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Privacy.Erase;

/// <summary>The receipt of an erasure: that it was done, when, by whom and by which request. It says nothing of who it was. A plain table that is only ever added to.</summary>
[Table("ErasedPerson", IsColumnAttributeRequired = false)]
internal sealed class ErasedPerson
{
    /// <summary>Content item id; those merged into the person have rows of their own.</summary>
    [PrimaryKey]
    public string PersonId { get; set; } = "";

    /// <summary>Who they were merged into; their own id for the person.</summary>
    public string WithId { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>User id; "system" when an older state was put back and the erasure done again.</summary>
    public string Actor { get; set; } = "";

    public string ActorName { get; set; } = "";

    /// <summary>The number of the request, as typed; may be blank.</summary>
    public string Request { get; set; } = "";

    /// <summary>How many records went.</summary>
    public int Records { get; set; }
}

/// <summary>How far this database has heeded the host's list of erased people, and what is left to do of it outside the database. One row.</summary>
[Table("ErasureReplay", IsColumnAttributeRequired = false)]
internal sealed class ErasureReplay
{
    [PrimaryKey]
    public int Id { get; set; } = 1;

    /// <summary>Lines of the list that were heeded.</summary>
    public int Lines { get; set; }

    /// <summary>The last of them: in another list it is another.</summary>
    public string Last { get; set; } = "";

    /// <summary>JSON: what the modules have to do outside the database still; blank when nothing.</summary>
    public string Rest { get; set; } = "";
}

/// <summary>The tables.</summary>
internal sealed class ErasureMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<ErasedPerson>(table => table.HasIndex(row => row.AtUtc));
        await SchemaBuilder.CreateTableAsync<ErasureReplay>();
        return 1;
    }
}
