namespace Crm.Kernel.Jobs;

/// <summary>What an admin decided about jobs; a document of the tenant.</summary>
public sealed class BackgroundTaskSettings
{
    /// <summary>By the job's name.</summary>
    public Dictionary<string, BackgroundTaskOverride> Tasks { get; set; } = [];
}

/// <summary>What an admin decided about one job.</summary>
/// <param name="Schedule">Cron, five fields; null for the job's own.</param>
public sealed record BackgroundTaskOverride(bool Enable, string? Schedule);
