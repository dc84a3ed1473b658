using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Backup;

/// <summary>
/// Exchanges a tenant's state: its files are moved aside, the new ones moved in, then its settings lead to the new database. A journal says what is being done;
/// whoever comes after a crash takes it back, or finishes it when the settings already lead to the new database. A host singleton.
/// </summary>
public sealed class RestoreSwap(IShellHost shells, HostFolders folders, TenantDatabase databases, TimeProvider time)
{
    /// <summary>Takes the tenant's restore lock, and takes back what a killed process left half done.</summary>
    internal async Task<IAsyncDisposable> EnterAsync(string tenant, CancellationToken cancellationToken)
    {
        var exclusive = FileLock.TryTake(Path.Combine(folders.Data, "Sites", tenant, "restore.lock"))
            ?? throw new BackupRefusedException($"Another restore of the tenant {tenant} is under way.");
        try
        {
            await RecoverAsync(tenant, cancellationToken);
            return exclusive;
        }
        catch
        {
            await exclusive.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes back what killed processes left half done, in every tenant; a restore that is under way is left alone.</summary>
    public async Task RecoverAllAsync(CancellationToken cancellationToken)
    {
        var sites = Path.Combine(folders.Data, "Sites");
        foreach (var site in Directory.Exists(sites) ? Directory.EnumerateDirectories(sites) : [])
        {
            if (Directory.Exists(Path.Combine(site, TenantFiles.Aside)) && FileLock.TryTake(Path.Combine(site, "restore.lock")) is { } exclusive)
            {
                await using (exclusive)
                {
                    await RecoverAsync(Path.GetFileName(site), cancellationToken);
                }
            }
        }
    }

    internal async Task RunAsync(
        ShellSettings settings, Dictionary<string, string?>? oldPlace, Dictionary<string, string?> newPlace, string files, CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMddHHmmssfff", System.Globalization.CultureInfo.InvariantCulture);
        var journal = new RestoreJournal(settings.Name, stamp, oldPlace, newPlace, IsDone: false);
        Directory.CreateDirectory(journal.Folder(folders));
        if (Directory.Exists(files))
        {
            Directory.Move(files, journal.New(folders));
        }

        Directory.CreateDirectory(journal.New(folders));
        await journal.WriteAsync(folders, cancellationToken);
        await ExchangeAsync(journal, settings);
    }

    /// <summary>Puts the state before the last restore back; the restored one takes its place aside.</summary>
    internal async Task UndoAsync(ShellSettings settings, CancellationToken cancellationToken)
    {
        var last = (await RestoreJournal.ReadAllAsync(folders, settings.Name, cancellationToken)).LastOrDefault(journal => journal is { IsDone: true, OldPlace: not null })
            ?? throw new BackupRefusedException($"The tenant {settings.Name} has no state that a restore moved aside.");
        var back = last with { OldPlace = last.NewPlace, NewPlace = last.OldPlace!, IsDone = false };
        Directory.Move(last.Old(folders), last.New(folders));
        await back.WriteAsync(folders, cancellationToken);
        await ExchangeAsync(back, settings);
        await ForgetAsync(settings, back, cancellationToken);
    }

    internal async Task<int> ForgetAsync(ShellSettings settings, CancellationToken cancellationToken)
    {
        var journals = await RestoreJournal.ReadAllAsync(folders, settings.Name, cancellationToken);
        foreach (var journal in journals.Where(journal => journal.IsDone))
        {
            await ForgetAsync(settings, journal, cancellationToken);
        }

        return journals.Count;
    }

    private async Task ForgetAsync(ShellSettings settings, RestoreJournal journal, CancellationToken cancellationToken)
    {
        if (journal.OldPlace is { } place && !SameAs(place, settings))
        {
            await databases.DropAsync(settings, place, cancellationToken);
        }

        Directory.Delete(journal.Folder(folders), recursive: true);
    }

    /// <summary>From here on it is finished whatever is cancelled: a swap is short.</summary>
    private async Task ExchangeAsync(RestoreJournal journal, ShellSettings settings)
    {
        MoveEntries(folders.Site(journal.Tenant), journal.Old(folders));
        MoveEntries(journal.New(folders), folders.Site(journal.Tenant));
        foreach (var (key, value) in journal.NewPlace)
        {
            settings[key] = value;
        }

        await shells.UpdateShellSettingsAsync(settings);
        await (journal with { IsDone = true }).WriteAsync(folders, CancellationToken.None);
    }

    private async Task RecoverAsync(string tenant, CancellationToken cancellationToken)
    {
        foreach (var journal in (await RestoreJournal.ReadAllAsync(folders, tenant, cancellationToken)).Where(journal => !journal.IsDone))
        {
            var settings = shells.TryGetSettings(tenant);
            if (settings is not null && SameAs(journal.NewPlace, settings))
            {
                await (journal with { IsDone = true }).WriteAsync(folders, cancellationToken);
                continue;
            }

            await TakeBackAsync(journal, settings, cancellationToken);
        }
    }

    private async Task TakeBackAsync(RestoreJournal journal, ShellSettings? settings, CancellationToken cancellationToken)
    {
        // What was moved aside is put back over what was moved in; entries not yet moved are where they were.
        if (Directory.Exists(journal.Old(folders)))
        {
            var site = folders.Site(journal.Tenant);
            foreach (var old in Directory.EnumerateFileSystemEntries(journal.Old(folders)).ToList())
            {
                var place = Path.Combine(site, Path.GetFileName(old));
                Delete(place);
                Directory.Move(old, place);
            }
        }

        if (settings is not null)
        {
            await databases.DropAsync(settings, journal.NewPlace, cancellationToken);
        }

        Directory.Delete(journal.Folder(folders), recursive: true);
    }

    private static bool SameAs(Dictionary<string, string?> place, ShellSettings settings) => place.All(entry => settings[entry.Key] == entry.Value);

    private static void MoveEntries(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(from).Where(entry => !TenantFiles.IsKept(Path.GetFileName(entry))).ToList())
        {
            Directory.Move(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }

    private static void Delete(string entry)
    {
        if (Directory.Exists(entry))
        {
            Directory.Delete(entry, recursive: true);
        }
        else
        {
            File.Delete(entry);
        }
    }
}
