using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Crm.Kernel.Backup;

/// <summary>Opens a backup, refuses what is damaged, foreign or newer, and unpacks the rest.</summary>
internal sealed class BackupReader : IDisposable
{
    private readonly ZipArchive _zip;

    private BackupReader(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    public BackupManifest Manifest { get; }

    public static async Task<BackupReader> OpenAsync(Stream input, CancellationToken cancellationToken)
    {
        ZipArchive? zip = null;
        try
        {
            zip = await ZipArchive.CreateAsync(input, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            var entry = zip.GetEntry(BackupManifest.EntryName)
                ?? throw new BackupRefusedException("This file is not a backup of this product, or was cut short: it has no manifest.");
            await using var stream = await entry.OpenAsync(cancellationToken);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, BackupManifest.Json, cancellationToken);
            Refuse(manifest);
            return new BackupReader(zip, manifest!);
        }
        catch (InvalidDataException e)
        {
            zip?.Dispose();
            throw new BackupRefusedException("This file is not a backup, or it is damaged: it cannot be read as a zip.", e);
        }
        catch (JsonException e)
        {
            zip?.Dispose();
            throw new BackupRefusedException("This backup is damaged: its manifest cannot be read.", e);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks all into the folder, each entry checked against the manifest.</summary>
    public async Task ExtractAsync(string folder, CancellationToken cancellationToken)
    {
        var entries = _zip.Entries.Where(entry => entry.FullName != BackupManifest.EntryName && !entry.FullName.EndsWith('/')).ToList();
        var stranger = entries.FirstOrDefault(entry => Manifest.Entries.All(known => known.Path != entry.FullName));
        if (stranger is not null)
        {
            throw new BackupRefusedException($"This backup was tampered with: it holds '{stranger.FullName}', which its manifest does not name.");
        }

        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        foreach (var expected in Manifest.Entries)
        {
            var target = Path.GetFullPath(Path.Combine(root, expected.Path));
            if (!target.StartsWith(root, StringComparison.Ordinal))
            {
                throw new BackupRefusedException($"This backup was tampered with: the path '{expected.Path}' leads out of it.");
            }

            var entry = _zip.GetEntry(expected.Path) ?? throw new BackupRefusedException($"This backup is damaged: '{expected.Path}' is missing.");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await ExtractAsync(entry, expected, target, cancellationToken);
        }
    }

    private static async Task ExtractAsync(ZipArchiveEntry entry, BackupEntry expected, string target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        var buffer = new byte[128 * 1024];
        try
        {
            await using var source = await entry.OpenAsync(cancellationToken);
            await using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
            int read;
            // Never more than was announced: a small zip must not fill the disk.
            while (bytes <= expected.Bytes && (read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                bytes += read;
            }
        }
        catch (InvalidDataException e)
        {
            throw new BackupRefusedException($"This backup is damaged: '{expected.Path}' cannot be unpacked.", e);
        }

        if (bytes != expected.Bytes || !string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), expected.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new BackupRefusedException($"This backup is damaged: '{expected.Path}' is not what it was when the backup was made.");
        }
    }

    private static void Refuse(BackupManifest? manifest)
    {
        if (manifest is not { Product: "Crm" })
        {
            throw new BackupRefusedException("This file is a backup of another product.");
        }

        if (manifest.Format > BackupManifest.CurrentFormat
            || (Version.TryParse(manifest.ProductVersion, out var version) && version > BackupManifest.CurrentVersion))
        {
            throw new BackupRefusedException(
                $"This backup was made by version {manifest.ProductVersion}, which is newer than this one ({BackupManifest.CurrentVersion}): update the product first.");
        }

        if (manifest.Entries.All(entry => entry.Path != BackupManifest.DatabaseEntry))
        {
            throw new BackupRefusedException("This backup is damaged: it holds no database.");
        }
    }

    public void Dispose() => _zip.Dispose();
}
