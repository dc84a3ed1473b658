using System.Diagnostics;
using System.Reflection;
using Crm.Kernel.Backup;
using Crm.Kernel.Hosting;
using Crm.Kernel.Jobs;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Admin.Status;

/// <summary>How the site is: version, uptime, database, tasks, errors, last backup.</summary>
[Right(AdminPermissions.ViewStatus)]
public sealed class SiteStatus(ShellSettings settings, HostFolders folders, BackgroundTasks tasks, ErrorLog errors, TimeProvider clock) : PageModel
{
    /// <summary>The tenant.</summary>
    public ShellSettings Tenant => settings;

    /// <summary>The version of the program and the commit that it was made of.</summary>
    public string Version { get; } = Short((Assembly.GetEntryAssembly() ?? typeof(ShellSettings).Assembly).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    /// <summary>When the program started.</summary>
    public DateTime StartedUtc { get; private set; }

    /// <summary>Memory in use, MiB.</summary>
    public long MemoryMib { get; private set; }

    /// <summary>The background tasks.</summary>
    public IReadOnlyList<BackgroundTaskState> Tasks { get; private set; } = [];

    /// <summary>The last backup, or null.</summary>
    public LastBackup? Backup { get; private set; }

    /// <summary>Errors of the last day.</summary>
    public int Errors { get; private set; }

    /// <summary>Reads all of it.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        StartedUtc = process.StartTime.ToUniversalTime();
        MemoryMib = process.WorkingSet64 >> 20;
        Tasks = await tasks.ListAsync();
        Backup = await LastBackup.ReadAsync(folders, settings.Name, cancellationToken);
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-1);
        Errors = errors.List(settings.Name).Count(error => error.Utc > since);
    }

    // "0.1.0+1749a15c…": of the commit, eight digits say enough.
    private static string Short(string version) => version.IndexOf('+') is var plus and > 0 && version.Length > plus + 9 ? version[..(plus + 9)] : version;
}
