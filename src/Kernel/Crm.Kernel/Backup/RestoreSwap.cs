using System.Globalization;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Backup;

/// <summary>
/// Exchanges a tenant's state: its files are moved aside, the new ones moved in, then its settings lead to the new database: that is the moment it counts.
/// Before it a crash is taken back, after it finished, by whoever comes next. A host singleton.
/// </summary>
public sealed class RestoreSwap(IShellHost shells, HostFolders folders, TenantDatabase databases, TimeProvider time)
{
    /// <summary>Takes the tenant's restore lock, and settles what a killed process left half done.</summary>
    internal async Task<IAsyncDisposable> EnterAsync(string tenant, CancellationToken cancellationToken)
    {
        FileStream exclusive;
        try
        {
            // The keeper of a running host holds it for moments.
            exclusive = await FileLock.TakeAsync(LockOf(folders.Site(tenant)), TimeSpan.FromSeconds(3), cancellationToken);
        }
        catch (ShellSettingsException)
        {
            throw new BackupRefusedException($"Another restore of the tenant {tenant} is under way.");
        }

        try
        {
            await SettleAsync(tenant, cancellationToken);
            return exclusive;
        }
        catch
        {
            await exclusive.DisposeAsync();
            throw;
        }
    }

    /// <summary>Settles what killed processes left half done, in every tenant; a restore that is under way is left alone.</summary>
    public async Task SettleAllAsync(CancellationToken cancellationToken)
    {
        var sites = Path.Combine(folders.Data, "Sites");
        foreach (var site in Directory.Exists(sites) ? Directory.GetDirectories(sites) : [])
        {
            if (Directory.Exists(Path.Combine(site, TenantFiles.Aside)) && FileLock.TryTake(LockOf(site)) is { } exclusive)
            {
                await using (exclusive)
                {
                    await SettleAsync(Path.GetFileName(site), cancellationToken);
                }
            }
        }
    }

    /// <summary>Fills a database beside the tenant's own from the portable file, then exchanges the states.</summary>
    /// <param name="files">The folder of the new files; it is moved away.</param>
    internal async Task RunAsync(ShellSettings settings, bool isNew, string database, IReadOnlyDictionary<string, long> rows, string files, CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().ToString("yyMMddHHmmssfff", CultureInfo.InvariantCulture);
        var journal = new RestoreJournal(
            settings.Name, stamp, RestorePhase.Loading, isNew ? null : TenantDatabase.PlaceOf(settings), TenantDatabase.NewPlace(settings, stamp), [], []);
        await journal.WriteAsync(folders, cancellationToken);
        try
        {
            await databases.FillAsync(settings.Name, journal.NewPlace, database, rows, cancellationToken);
            if (Directory.Exists(files))
            {
                Directory.Move(files, journal.In(folders));
            }

            await ExchangeAsync(journal with { Phase = RestorePhase.Swapping }, settings);
        }
        catch
        {
            await SettleAsync(settings.Name, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Puts the state before the last restore back and throws the restored one away.</summary>
    internal async Task UndoAsync(ShellSettings settings, CancellationToken cancellationToken)
    {
        var last = (await RestoreJournal.ReadAllAsync(folders, settings.Name, cancellationToken)).LastOrDefault(journal => journal is { Phase: RestorePhase.Done, OldPlace: not null })
            ?? throw new BackupRefusedException($"The tenant {settings.Name} has no state that a restore moved aside.");
        await ExchangeAsync(last with { Phase = RestorePhase.Undoing }, settings);
        await ForgetAsync(last, last.NewPlace);
    }

    /// <summary>Throws away the old states; returns how many there were.</summary>
    internal async Task<int> ForgetAsync(string tenant, CancellationToken cancellationToken)
    {
        var journals = await RestoreJournal.ReadAllAsync(folders, tenant, cancellationToken);
        foreach (var journal in journals)
        {
            await ForgetAsync(journal, journal.OldPlace);
        }

        return journals.Count;
    }

    /// <summary>Cancelling no longer stops it: an exchange is short, and then it is whole.</summary>
    private async Task ExchangeAsync(RestoreJournal journal, ShellSettings settings)
    {
        var site = folders.Site(journal.Tenant);
        journal = journal with { Leaving = Entries(site), Arriving = Entries(journal.In(folders)) };
        await journal.WriteAsync(folders, CancellationToken.None);
        Move(journal.Leaving, site, journal.Out(folders));
        Move(journal.Arriving, journal.In(folders), site);
        foreach (var (key, value) in journal.Target)
        {
            settings[key] = value;
        }

        await shells.UpdateShellSettingsAsync(settings);
        await (journal with { Phase = RestorePhase.Done }).WriteAsync(folders, CancellationToken.None);
    }

    private async Task SettleAsync(string tenant, CancellationToken cancellationToken)
    {
        foreach (var journal in await RestoreJournal.ReadAllAsync(folders, tenant, cancellationToken))
        {
            if (journal.Phase == RestorePhase.Done)
            {
                continue;
            }

            // The killed process may have stored settings that this one has not taken up yet.
            if (await ((ShellHost)shells).ReadStoredSettingsAsync(tenant, cancellationToken) is not { } settings || !TenantDatabase.IsAt(settings, journal.Target))
            {
                await TakeBackAsync(journal);
                continue;
            }

            // It may have been killed between the two files of the settings: then no host has noticed them yet.
            await shells.UpdateShellSettingsAsync(settings);
            if (journal.Phase == RestorePhase.Undoing)
            {
                await ForgetAsync(journal, journal.NewPlace);
            }
            else
            {
                await (journal with { Phase = RestorePhase.Done }).WriteAsync(folders, cancellationToken);
            }
        }
    }

    /// <summary>May itself be killed and run again: it goes by what lies where.</summary>
    private async Task TakeBackAsync(RestoreJournal journal)
    {
        var (site, out_, in_) = (folders.Site(journal.Tenant), journal.Out(folders), journal.In(folders));
        Move(journal.Arriving.Where(entry => !Exists(in_, entry) && (!journal.Leaving.Contains(entry) || Exists(out_, entry))), site, in_);
        Move(journal.Leaving.Where(entry => Exists(out_, entry)), out_, site);
        if (journal.Phase == RestorePhase.Undoing)
        {
            await (journal with { Phase = RestorePhase.Done }).WriteAsync(folders, CancellationToken.None);
            return;
        }

        await databases.DropAsync(journal.Tenant, journal.NewPlace, CancellationToken.None);
        Directory.Delete(journal.Folder(folders), recursive: true);
    }

    /// <summary>The journal goes last: until then a next one can do it again.</summary>
    private async Task ForgetAsync(RestoreJournal journal, Dictionary<string, string?>? place)
    {
        if (place is not null)
        {
            await databases.DropAsync(journal.Tenant, place, CancellationToken.None);
        }

        foreach (var folder in Directory.GetDirectories(journal.Folder(folders)))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.Delete(journal.Folder(folders), recursive: true);
    }

    private static string LockOf(string site) => Path.Combine(site, "restore.lock");

    private static List<string> Entries(string folder)
        => Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!).Where(entry => !TenantFiles.IsKept(entry)).ToList() : [];

    private static bool Exists(string folder, string entry) => Path.Exists(Path.Combine(folder, entry));

    private static void Move(IEnumerable<string> entries, string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in entries.Where(entry => Exists(from, entry)).ToList())
        {
            Directory.Move(Path.Combine(from, entry), Path.Combine(to, entry));
        }
    }
}
