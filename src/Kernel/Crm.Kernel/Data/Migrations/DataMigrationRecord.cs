namespace Crm.Kernel.Data.Migrations;

/// <summary>How far each migration of the tenant has come.</summary>
public sealed class DataMigrationRecord
{
    /// <summary>The migrations that have run.</summary>
    public List<DataMigrationProgress> DataMigrations { get; set; } = [];
}

/// <summary>How far one migration has come.</summary>
public sealed class DataMigrationProgress
{
    /// <summary>The class's full name.</summary>
    public string DataMigrationClass { get; set; } = "";

    /// <summary>The version its last step returned.</summary>
    public int Version { get; set; }
}
