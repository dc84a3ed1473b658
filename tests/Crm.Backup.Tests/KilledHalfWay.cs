using System.Diagnostics;
using Crm.Kernel.Backup;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Backup.Tests;

/// <summary>Real processes, killed at random moments: 5 of each kind on each database, 100 with CRM_LONG=1.</summary>
public sealed class KilledHalfWay
{
    private static readonly int s_kills = Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 100 : 5;

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_killed_backup_leaves_the_tenant_as_it_was_and_no_file_that_looks_whole(string provider)
    {
        await using var tenant = await SavedTenant.CreateAsync(provider, notes: 2);
        var before = BackingUp.Snapshot(tenant.Site());
        await RunAsync(tenant, "backup", killAfter: null);
        var whole = await TimeAsync(() => RunAsync(tenant, "backup", killAfter: null));
        var random = new Random(20261123);
        for (var i = 0; i < s_kills; i++)
        {
            File.Delete(tenant.File);
            await RunAsync(tenant, "backup", killAfter: whole * random.NextDouble());
            if (File.Exists(tenant.File))
            {
                using var reader = await BackupReader.OpenAsync(File.OpenRead(tenant.File), default);
            }
        }

        Assert.Equal(2, (await tenant.NotesAsync()).Count);
        Assert.Equal(before, BackingUp.Snapshot(tenant.Site()).Where(entry => !entry.Contains("last-backup", StringComparison.Ordinal)));
        await tenant.Backup.WriteAsync("shop", tenant.File);
        Assert.Empty(Directory.GetDirectories(Path.Combine(tenant.Host.Data, "scratch")));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_killed_restore_leaves_the_tenant_whole_either_as_it_was_or_restored(string provider)
    {
        await using var tenant = await SavedTenant.CreateAsync(provider, notes: 1);
        await tenant.Backup.WriteAsync("shop", tenant.File);
        await tenant.WriteNoteAsync("written later");
        await File.WriteAllTextAsync(Path.Combine(tenant.Site(), "Media", "late.txt"), "late");
        var whole = await TimeAsync(() => RunAsync(tenant, "restore", killAfter: null));
        await SettleAsync(tenant);
        await tenant.Restore.UndoAsync("shop");
        var random = new Random(20261124);
        var (kept, restored) = (0, 0);
        for (var i = 0; i < s_kills; i++)
        {
            // Most of the time goes into starting; the second half is where the work is.
            await RunAsync(tenant, "restore", killAfter: whole * (0.4 + (0.6 * random.NextDouble())));
            await SettleAsync(tenant);
            var late = File.Exists(Path.Combine(tenant.Site(), "Media", "late.txt"));
            Assert.True(File.Exists(Path.Combine(tenant.Site(), "Media", "bear.txt")));
            Assert.Equal(late ? 2 : 1, (await tenant.NotesAsync()).Count);
            if (late)
            {
                kept++;
                continue;
            }

            restored++;
            await tenant.Restore.UndoAsync("shop");
            Assert.Equal(2, (await tenant.NotesAsync()).Count);
        }

        Assert.Equal(s_kills, kept + restored);
        await AssertNothingLeftAsync(tenant, provider);
    }

    /// <summary>What the host does by itself within seconds.</summary>
    private static async Task SettleAsync(SavedTenant tenant)
    {
        await ((ShellHost)tenant.Host.Shells).TakeUpChangesAsync(default);
        await using (await tenant.Host.Services.GetRequiredService<RestoreSwap>().EnterAsync("shop", default))
        {
        }

        // What was settled may have changed the settings once more.
        await ((ShellHost)tenant.Host.Shells).TakeUpChangesAsync(default);
    }

    private static async Task AssertNothingLeftAsync(SavedTenant tenant, string provider)
    {
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(tenant.Site(), ".restore")));
        if (provider == "Sqlite")
        {
            var file = Assert.Single(Directory.GetFiles(tenant.Site(), "*.db"));
            Assert.NotEmpty(await SqliteSnapshot.CheckAsync(file, default));
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task RunAsync(SavedTenant tenant, string command, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Crm.Host.dll"), command, tenant.File, "--tenant", "shop", "--data", tenant.Host.Data])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        if (killAfter is { } moment)
        {
            using var patience = new CancellationTokenSource(moment);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync();
            return;
        }

        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }
}
