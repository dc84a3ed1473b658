using System.Text.Json;
using Crm.Kernel.Hosting;

namespace Crm.Kernel.Backup;

/// <summary>
/// What a restore is about to do, written before it does anything, so that whoever comes after a crash can take it back. Lies in <c>Sites/{Tenant}/.restore/{Stamp}/</c>
/// beside the folders <c>old</c> (the state before) and <c>new</c> (the restored one, while it is not in force).
/// </summary>
/// <param name="OldPlace">The settings that lead to the old database; null when the tenant did not exist.</param>
/// <param name="NewPlace">Those that lead to the restored one.</param>
/// <param name="Leaving">The entries of the tenant's folder that are moved out.</param>
/// <param name="Arriving">Those that are moved in.</param>
internal sealed record RestoreJournal(
    string Tenant, string Stamp, RestorePhase Phase, Dictionary<string, string?>? OldPlace, Dictionary<string, string?> NewPlace,
    IReadOnlyList<string> Leaving, IReadOnlyList<string> Arriving)
{
    public string Folder(HostFolders folders) => Path.Combine(folders.Site(Tenant), TenantFiles.Aside, Stamp);

    /// <summary>Where what leaves goes.</summary>
    public string Out(HostFolders folders) => Path.Combine(Folder(folders), Phase == RestorePhase.Undoing ? "new" : "old");

    /// <summary>Where what arrives comes from.</summary>
    public string In(HostFolders folders) => Path.Combine(Folder(folders), Phase == RestorePhase.Undoing ? "old" : "new");

    /// <summary>The database the tenant has when this is over.</summary>
    public Dictionary<string, string?> Target => Phase == RestorePhase.Undoing ? OldPlace! : NewPlace;

    public Task WriteAsync(HostFolders folders, CancellationToken cancellationToken)
        => WholeFile.WriteAsync(Path.Combine(Folder(folders), "journal.json"), JsonSerializer.SerializeToUtf8Bytes(this), cancellationToken);

    /// <summary>The tenant's journals, oldest first.</summary>
    public static async Task<IReadOnlyList<RestoreJournal>> ReadAllAsync(HostFolders folders, string tenant, CancellationToken cancellationToken)
    {
        var aside = Path.Combine(folders.Site(tenant), TenantFiles.Aside);
        var journals = new List<RestoreJournal>();
        foreach (var folder in Directory.Exists(aside) ? Directory.GetDirectories(aside).Order(StringComparer.Ordinal).ToList() : [])
        {
            var file = Path.Combine(folder, "journal.json");
            if (!File.Exists(file))
            {
                Directory.Delete(folder, recursive: true); // begun and killed before anything was done
                continue;
            }

            await using var stream = File.OpenRead(file);
            journals.Add((await JsonSerializer.DeserializeAsync<RestoreJournal>(stream, cancellationToken: cancellationToken))!);
        }

        return journals;
    }
}

/// <summary>Where a restore is.</summary>
internal enum RestorePhase
{
    /// <summary>The database is being filled; nothing of the tenant has been touched.</summary>
    Loading,

    /// <summary>Files are changing places.</summary>
    Swapping,

    /// <summary>The restored state is in force; the old one can be put back.</summary>
    Done,

    /// <summary>The old state is being put back.</summary>
    Undoing,
}
