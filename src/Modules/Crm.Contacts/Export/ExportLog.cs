using Crm.Contacts.Bulk;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Mapping;

namespace Crm.Contacts.Export;

/// <summary>An export that was made: who took whom, of what, when. A plain table that is only ever added to.</summary>
[Table("PeopleExport", IsColumnAttributeRequired = false)]
internal sealed class PeopleExport
{
    [PrimaryKey]
    public string Id { get; set; } = "";

    public DateTime AtUtc { get; set; }

    /// <summary>User id.</summary>
    public string Actor { get; set; } = "";

    public string ActorName { get; set; } = "";

    /// <summary>A <see cref="FileKind"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>How many people.</summary>
    public int People { get; set; }

    /// <summary>How many were left out because their data may not be used so.</summary>
    public int LeftOut { get; set; }

    /// <summary>An <see cref="ExportPurpose"/>; empty for exports of before it was asked.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>How many were left out because they are under 18.</summary>
    public int ChildrenLeftOut { get; set; }

    /// <summary>Whether they were chosen one by one.</summary>
    public bool Chosen { get; set; }

    /// <summary>What the list was narrowed by; empty for everybody.</summary>
    public string Search { get; set; } = "";

    public string Stage { get; set; } = "";

    public string Owner { get; set; } = "";

    /// <summary>The segment that the list showed; empty for none.</summary>
    public string Segment { get; set; } = "";

    /// <summary>The conditions of the list, as JSON; empty for none.</summary>
    public string Conditions { get; set; } = "";

    /// <summary>The names of the columns, separated by blanks.</summary>
    public string Columns { get; set; } = "";
}

/// <summary>How many people a file holds, and how many it does not.</summary>
/// <param name="LeftOut">Because their data may not be used so.</param>
/// <param name="ChildrenLeftOut">Because they are under 18.</param>
internal sealed record ExportCounts(int People, int LeftOut, int ChildrenLeftOut);

/// <summary>The log of exports.</summary>
internal sealed class ExportLog(ISession session, ChangeContext change, TimeProvider time)
{
    /// <summary>Notes one, with the commit of this unit of work.</summary>
    public async Task AddAsync(FileKind kind, ExportPurpose purpose, ContactSelection selection, IReadOnlyList<PersonColumn> columns, ExportCounts counts)
    {
        await (await session.GetConnectionAsync(write: true)).InsertAsync(new PeopleExport
        {
            Id = ContentId.New(), AtUtc = time.GetUtcNow().UtcDateTime, Actor = change.Actor, ActorName = change.ActorName, Kind = kind.ToString(), People = counts.People, LeftOut = counts.LeftOut, ChildrenLeftOut = counts.ChildrenLeftOut, Purpose = purpose.ToString(), Chosen = !selection.IsAll,
            Search = selection.IsAll ? selection.Filter.Search ?? "" : "", Stage = selection.IsAll ? selection.Filter.Stage ?? "" : "", Owner = selection.IsAll ? selection.Filter.Owner ?? "" : "",
            Segment = selection.IsAll ? selection.Filter.Segment ?? "" : "", Conditions = selection.IsAll ? selection.Filter.Where ?? "" : "",
            Columns = string.Join(' ', columns.Select(column => column.Name)),
        });
        session.RecordChange("PeopleExport", "Exported");
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<PeopleExport>> ListAsync(int take, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<PeopleExport>().OrderByDescending(row => row.AtUtc).ThenByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken);
}

/// <summary>The table of exports.</summary>
internal sealed class ExportMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<PeopleExport>(table => table.HasIndex(row => row.AtUtc));
        return 3;
    }

    /// <summary>How many were left out.</summary>
    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.AlterTableAsync<PeopleExport>(table => table.AddColumn(row => row.LeftOut));
        return 2;
    }

    /// <summary>What it was for.</summary>
    public async Task<int> UpdateFrom2Async()
    {
        await SchemaBuilder.AlterTableAsync<PeopleExport>(table => table.AddColumn(row => row.Purpose).AddColumn(row => row.ChildrenLeftOut));
        return 3;
    }
}
