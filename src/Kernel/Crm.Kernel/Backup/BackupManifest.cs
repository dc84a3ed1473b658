using System.Reflection;
using System.Text.Json;

namespace Crm.Kernel.Backup;

/// <summary>What a backup says of itself: <c>manifest.json</c>, the last entry written and the first one read.</summary>
public sealed record BackupManifest
{
    /// <summary>The name of its entry.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>The name of the entry that holds the database in its portable form: an SQLite file whatever the tenant's database.</summary>
    public const string DatabaseEntry = "database.sqlite";

    /// <summary>The newest layout this build reads and the one it writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Always "Crm": tells a backup from any other zip.</summary>
    public string Product { get; init; } = "";

    /// <summary>The layout.</summary>
    public int Format { get; init; }

    /// <summary>The version of the product that wrote it.</summary>
    public string ProductVersion { get; init; } = "";

    /// <summary>The tenant's name.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The tenant's stable id: its keys and tokens are bound to it.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>"Sqlite" or "Postgres": where the tenant lived.</summary>
    public string Provider { get; init; } = "";

    /// <summary>When it was begun, UTC.</summary>
    public DateTime CreatedUtc { get; init; }

    /// <summary>The features that were on.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The version each migration class had reached.</summary>
    public IReadOnlyDictionary<string, int> Migrations { get; init; } = new Dictionary<string, int>();

    /// <summary>Rows by table.</summary>
    public IReadOnlyDictionary<string, long> Tables { get; init; } = new Dictionary<string, long>();

    /// <summary>Every other entry of the file.</summary>
    public IReadOnlyList<BackupEntry> Entries { get; init; } = [];

    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>The product's version; the assembly's own is what plugins are made for.</summary>
    internal static Version CurrentVersion { get; } = Version.Parse(typeof(BackupManifest).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version);
}

/// <summary>An entry of a backup.</summary>
/// <param name="Path">Path inside the zip, with forward slashes.</param>
/// <param name="Bytes">Its unpacked size.</param>
/// <param name="Sha256">Its hash, hexadecimal.</param>
public sealed record BackupEntry(string Path, long Bytes, string Sha256);

/// <summary>A backup or restore that may not or cannot be; the message is one sentence for a person, and nothing was changed.</summary>
public sealed class BackupRefusedException(string message, Exception? inner = null) : Exception(message, inner);
