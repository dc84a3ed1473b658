using System.Text.Json;
using Crm.Kernel.Hosting;

namespace Crm.Kernel.Backup;

/// <summary>
/// What a swap is about to do, written before it does anything, so that whoever comes after a crash can take it back.
/// Lies in <c>Sites/{Tenant}/.restore/{Stamp}/</c> with the folders <c>old</c> (moved out) and <c>new</c> (to be moved in).
/// </summary>
/// <param name="OldPlace">The settings that lead to the old database; null when the tenant did not exist.</param>
/// <param name="NewPlace">Those that lead to the new one.</param>
/// <param name="IsDone">The new state is in force; the old one can still be put back.</param>
internal sealed record RestoreJournal(string Tenant, string Stamp, Dictionary<string, string?>? OldPlace, Dictionary<string, string?> NewPlace, bool IsDone)
{
    public string Folder(HostFolders folders) => Path.Combine(folders.Site(Tenant), TenantFiles.Aside, Stamp);

    public string Old(HostFolders folders) => Path.Combine(Folder(folders), "old");

    public string New(HostFolders folders) => Path.Combine(Folder(folders), "new");

    public Task WriteAsync(HostFolders folders, CancellationToken cancellationToken)
        => WholeFile.WriteAsync(Path.Combine(Folder(folders), "journal.json"), JsonSerializer.SerializeToUtf8Bytes(this), cancellationToken);

    /// <summary>The tenant's journals, oldest first. A folder without one was never begun.</summary>
    public static async Task<IReadOnlyList<RestoreJournal>> ReadAllAsync(HostFolders folders, string tenant, CancellationToken cancellationToken)
    {
        var aside = Path.Combine(folders.Site(tenant), TenantFiles.Aside);
        var journals = new List<RestoreJournal>();
        foreach (var file in Directory.Exists(aside) ? Directory.EnumerateFiles(aside, "journal.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [])
        {
            await using var stream = File.OpenRead(file);
            journals.Add((await JsonSerializer.DeserializeAsync<RestoreJournal>(stream, cancellationToken: cancellationToken))!);
        }

        return journals;
    }
}
