using System.Reflection;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Cronos;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Jobs;

/// <summary>A job as it stands: described by its attribute, changed by the admin, with its last run.</summary>
internal sealed record PlannedJob(string Name, Assembly Assembly, BackgroundTaskAttribute About, bool Enable, string Schedule, JobRow? Row, DateTime? NextUtc);

/// <summary>When a job is due, and whether a sleeping tenant is woken for it.</summary>
internal readonly record struct DueJob(DateTime Utc, bool WakesTenant);

/// <summary>Reads the jobs of a tenant and when each is due.</summary>
internal static class JobPlan
{
    public static string NameOf(Type job) => job.FullName!;

    public static BackgroundTaskAttribute AboutOf(Type job) => job.GetCustomAttribute<BackgroundTaskAttribute>() ?? new BackgroundTaskAttribute();

    public static async Task<IReadOnlyList<PlannedJob>> ReadAsync(IServiceProvider services)
    {
        var types = services.GetServices<IBackgroundTask>().Select(job => job.GetType()).ToList();
        if (types.Count == 0)
        {
            return [];
        }

        var overrides = await services.GetRequiredService<IDocumentManager<BackgroundTaskSettings>>().GetOrCreateImmutableAsync();
        var site = await services.GetRequiredService<ISiteService>().GetSiteSettingsAsync();
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync();
        var rows = await db.GetTable<JobRow>().ToDictionaryAsync(row => row.Name);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZoneId, out var found) ? found : TimeZoneInfo.Utc;
        return types.Select(type => Plan(type, overrides, rows, zone)).ToList();
    }

    /// <summary>Whether a schedule can be read, and if not why.</summary>
    public static string? FaultOf(string schedule)
    {
        try
        {
            CronExpression.Parse(schedule);
            return null;
        }
        catch (CronFormatException e)
        {
            return e.Message;
        }
    }

    private static PlannedJob Plan(Type type, BackgroundTaskSettings overrides, Dictionary<string, JobRow> rows, TimeZoneInfo zone)
    {
        var name = NameOf(type);
        var about = AboutOf(type);
        var decided = overrides.Tasks.GetValueOrDefault(name);
        var (enable, schedule) = (decided?.Enable ?? about.Enable, decided?.Schedule ?? about.Schedule);
        var row = rows.GetValueOrDefault(name);
        var next = enable && row is not null && FaultOf(schedule) is null
            ? CronExpression.Parse(schedule).GetNextOccurrence(DateTime.SpecifyKind(row.ServedUtc, DateTimeKind.Utc), zone)
            : null;
        return new PlannedJob(name, type.Assembly, about, enable, schedule, row, next);
    }
}
