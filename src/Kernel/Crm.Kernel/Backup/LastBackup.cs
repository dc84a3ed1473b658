using System.Text.Json;
using Crm.Kernel.Hosting;

namespace Crm.Kernel.Backup;

/// <summary>The last backup of a tenant, for the status page.</summary>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Rows">Rows of all tables.</param>
public sealed record LastBackup(DateTime Utc, long Bytes, long Rows)
{
    internal const string FileName = "last-backup.json";

    /// <summary>Reads what was recorded; null when the tenant was never backed up.</summary>
    public static async Task<LastBackup?> ReadAsync(HostFolders folders, string tenant, CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(folders.Site(tenant), FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return await JsonSerializer.DeserializeAsync<LastBackup>(stream, cancellationToken: cancellationToken);
    }

    internal async Task WriteAsync(HostFolders folders, string tenant, CancellationToken cancellationToken)
        => await WholeFile.WriteAsync(Path.Combine(folders.Site(tenant), FileName), JsonSerializer.SerializeToUtf8Bytes(this), cancellationToken);
}
