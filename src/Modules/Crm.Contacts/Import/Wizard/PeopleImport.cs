using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Contacts.Import.Wizard;

/// <summary>A file that somebody put up to be imported, from the choice of columns to the report. A plain table: what the import does to people is told by their history.</summary>
[Table("PeopleImport", IsColumnAttributeRequired = false)]
internal sealed class PeopleImport
{
    [PrimaryKey]
    public string Id { get; set; } = "";

    /// <summary>What it was put up and is imported with: the files of one set are one import, with one report and one undo. The id of the first of them.</summary>
    public string SetId { get; set; } = "";

    /// <summary>Its place in the set, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The file's name, as it was put up.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Rows below the header.</summary>
    public long Rows { get; set; }

    /// <summary>User id of who put it up; nobody else opens it.</summary>
    public string Actor { get; set; } = "";

    public string ActorName { get; set; } = "";

    public DateTime CreatedUtc { get; set; }

    /// <summary>JSON of an <see cref="ImportMap"/>.</summary>
    public string Map { get; set; } = "{}";

    /// <summary>JSON: the cells that were mended in the preview, by line and heading.</summary>
    public string Fixes { get; set; } = "{}";

    /// <summary>Whether rows whose person is likely here already are left out.</summary>
    public bool LeavesDoubles { get; set; }

    /// <summary>The operation that imports it; null until it is started.</summary>
    public string? OperationId { get; set; }

    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    public long Refused { get; set; }

    /// <summary>Cells that could not be read and were passed over.</summary>
    public long Warnings { get; set; }

    /// <summary>Rows that are in without a relation they say, for its other one was not taken.</summary>
    public long RelationsLeft { get; set; }

    /// <summary>New people who are like somebody already there.</summary>
    public long Doubles { get; set; }

    /// <summary>How much of the file of refused rows is valid, in bytes: what a killed step wrote behind it is cut off.</summary>
    public long RefusedBytes { get; set; }

    public DateTime? EndedUtc { get; set; }
}

/// <summary>A choice of columns, kept for the next file of the same kind.</summary>
[Table("PeopleImportMap", IsColumnAttributeRequired = false)]
internal sealed class KeptMap
{
    [PrimaryKey]
    public string Name { get; set; } = "";

    /// <summary>JSON of an <see cref="ImportMap"/>.</summary>
    public string Map { get; set; } = "{}";

    public string ActorName { get; set; } = "";

    public DateTime AtUtc { get; set; }
}

/// <summary>The tables of imports.</summary>
internal sealed class ImportMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<PeopleImport>(table => table.HasIndex(row => new { row.Actor, row.CreatedUtc }).HasIndex(row => row.CreatedUtc).HasIndex(row => row.SetId));
        await SchemaBuilder.CreateTableAsync<KeptMap>();
        return 2;
    }

    /// <summary>Several files at once; those before were alone.</summary>
    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.AlterTableAsync<PeopleImport>(table => table.AddColumn(row => row.SetId).AddColumn(row => row.Position).AddColumn(row => row.RelationsLeft).AddIndex(row => row.SetId));
        await SchemaBuilder.ExecuteAsync($"UPDATE \"{nameof(PeopleImport)}\" SET \"SetId\" = \"Id\"");
        return 2;
    }
}
