using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Privacy.Export;

/// <summary>All that is kept of a person left the house: to whose hands and when. A plain table that is only ever added to.</summary>
[Table("PersonalDataExport", IsColumnAttributeRequired = false)]
internal sealed class HandedOut
{
    [PrimaryKey]
    public string Id { get; set; } = ContentId.New();

    /// <summary>Content item id of the person.</summary>
    public string PersonId { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>User id.</summary>
    public string Actor { get; set; } = "";

    public string ActorName { get; set; } = "";

    /// <summary>The number of the request that asked for it, as typed; may be blank.</summary>
    public string Request { get; set; } = "";
}

/// <summary>The table.</summary>
internal sealed class HandedOutMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<HandedOut>(table => table.HasIndex(row => new { row.PersonId, row.AtUtc }));
        return 2;
    }

    /// <summary>The number of the request.</summary>
    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.AlterTableAsync<HandedOut>(table => table.AddColumn(row => row.Request));
        return 2;
    }
}
