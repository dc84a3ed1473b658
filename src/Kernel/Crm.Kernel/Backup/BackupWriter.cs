using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Crm.Kernel.Backup;

/// <summary>Packs files into a backup, hashing each as it goes by.</summary>
internal sealed class BackupWriter(Stream output) : IAsyncDisposable
{
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<BackupEntry> _entries = [];

    public async Task AddAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        var buffer = new byte[128 * 1024];
        await using (var entry = await _zip.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancellationToken))
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                bytes += read;
            }
        }

        _entries.Add(new BackupEntry(path, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>Adds every file below the folder but those left out; one that vanishes while the tenant lives on is not missed.</summary>
    public async Task AddFolderAsync(string folder, Func<string, bool> leaveOut, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (leaveOut(path))
            {
                continue;
            }

            FileStream content;
            try
            {
                content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            await using (content)
            {
                await AddAsync(FilesPrefix + path, content, cancellationToken);
            }
        }
    }

    /// <summary>Writes the manifest last, so that a file cut short has none; returns it with the entries in it.</summary>
    public async Task<BackupManifest> FinishAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        var complete = manifest with { Entries = _entries };
        await using var entry = await _zip.CreateEntry(BackupManifest.EntryName).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, complete, BackupManifest.Json, cancellationToken);
        return complete;
    }

    /// <summary>Where the tenant's folder lies in the zip.</summary>
    public const string FilesPrefix = "files/";

    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
