using Crm.Kernel.Files;

namespace Crm.Kernel.Backup;

/// <summary>Which files of a tenant's folder belong in its backup.</summary>
internal static class TenantFiles
{
    /// <summary>The folder in which restores keep what they moved aside.</summary>
    public const string Aside = ".restore";

    private static readonly HashSet<string> s_own = new(StringComparer.OrdinalIgnoreCase) { "appsettings.json", LastBackup.FileName, Aside };

    /// <summary>Settings, databases, locks, uploads that are not whole yet and indexes that can be built again: none of them is a file to carry along.</summary>
    public static bool IsLeftOut(string path) => IsKept(path.Split('/')[0]) || path.StartsWith("Lucene/", StringComparison.OrdinalIgnoreCase) || path.StartsWith(MediaDisk.StagingName + "/", StringComparison.Ordinal);

    /// <summary>Whether an entry of the tenant's folder stays where it is when another state is put in.</summary>
    public static bool IsKept(string entry) => s_own.Contains(entry)
        || entry.Contains(".db", StringComparison.OrdinalIgnoreCase) || entry.EndsWith(".lock", StringComparison.OrdinalIgnoreCase) || entry.EndsWith(".new", StringComparison.OrdinalIgnoreCase);
}
