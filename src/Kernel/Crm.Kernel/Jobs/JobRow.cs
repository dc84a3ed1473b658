using Crm.Kernel.Data;
using LinqToDB.Mapping;

namespace Crm.Kernel.Jobs;

/// <summary>What is known of one job of the tenant; a plain table, for a run is no change that history should tell.</summary>
[Table("BackgroundTaskRun", IsColumnAttributeRequired = false)]
internal sealed class JobRow
{
    [PrimaryKey]
    public string Name { get; set; } = "";

    /// <summary>Up to when the schedule is served: the next moment is the first one after it. The lock and this column make a moment run once among all nodes.</summary>
    public DateTime ServedUtc { get; set; }

    public DateTime? StartedUtc { get; set; }

    /// <summary>Milliseconds; null while it runs, and for ever when its process died.</summary>
    public long? Duration { get; set; }

    public string? Error { get; set; }

    public long Runs { get; set; }

    public long Failures { get; set; }
}

/// <summary>The table of the tenant's jobs.</summary>
internal sealed class JobMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<JobRow>();
        return 1;
    }
}
