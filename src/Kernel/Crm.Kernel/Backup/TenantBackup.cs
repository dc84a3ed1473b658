using System.Text;
using System.Text.Json;
using Crm.Kernel.Backup.Portable;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.Data.Sqlite;

namespace Crm.Kernel.Backup;

/// <summary>Saves one tenant while it lives: its database as of one moment, its files and keys, its settings. A host singleton.</summary>
public sealed class TenantBackup(IShellHost shells, HostFolders folders, TenantDatabase databases, RestoreSwap swap, TimeProvider time)
{
    /// <summary>The tenant's settings in the zip; the password of a database server is left out.</summary>
    internal const string SettingsEntry = "appsettings.json";

    /// <summary>Writes the file whole or not at all; one that was there before is replaced at the end.</summary>
    /// <exception cref="BackupRefusedException">There is nothing to save.</exception>
    public async Task<BackupManifest> WriteAsync(string tenant, string file, CancellationToken cancellationToken = default)
    {
        var partial = Path.GetFullPath(file) + ".partial";
        try
        {
            BackupManifest manifest;
            await using (var output = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite))
            {
                manifest = await WriteAsync(tenant, output, cancellationToken);
                output.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: true);
            return manifest;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Writes the backup to a stream.</summary>
    public async Task<BackupManifest> WriteAsync(string tenant, Stream output, CancellationToken cancellationToken = default)
    {
        await swap.SettleAllAsync(cancellationToken);
        var settings = shells.TryGetSettings(tenant) ?? throw new BackupRefusedException($"There is no tenant named {tenant}.");
        if (settings.State is not (TenantState.Running or TenantState.Disabled))
        {
            throw new BackupRefusedException($"The tenant {settings.Name} is not set up yet: there is nothing to save.");
        }

        var begun = time.GetUtcNow().UtcDateTime;
        using var scratch = Scratch.Open(folders);
        var database = scratch.File(BackupManifest.DatabaseEntry);
        await databases.SaveAsync(settings, database, cancellationToken);
        var tables = await SqliteSnapshot.CheckAsync(database, cancellationToken);
        var about = await DatabaseFacts.ReadAsync(database, cancellationToken);
        var counted = new CountingStream(output);
        var manifest = new BackupManifest
        {
            Product = "Crm",
            Format = BackupManifest.CurrentFormat,
            ProductVersion = BackupManifest.CurrentVersion.ToString(),
            Tenant = settings.Name,
            TenantId = settings.TenantId,
            Provider = settings.DatabaseProvider,
            CreatedUtc = begun,
            Features = about.Features,
            Migrations = about.Migrations,
            Tables = tables,
        };
        await using (var writer = new BackupWriter(counted))
        {
            await using (var content = File.OpenRead(database))
            {
                await writer.AddAsync(BackupManifest.DatabaseEntry, content, cancellationToken);
            }

            await writer.AddAsync(SettingsEntry, new MemoryStream(SettingsOf(settings)), cancellationToken);
            await writer.AddFolderAsync(folders.Site(settings), TenantFiles.IsLeftOut, cancellationToken);
            manifest = await writer.FinishAsync(manifest, cancellationToken);
        }

        await new LastBackup(begun, counted.Written, tables.Values.Sum()).WriteAsync(folders, settings.Name, cancellationToken);
        return manifest;
    }

    private static byte[] SettingsOf(ShellSettings settings)
        => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new SavedSettings(
            settings.RequestUrlHost, settings.RequestUrlPrefix,
            settings.Configuration.Where(entry => !TenantDatabase.IsItsOwn(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value)), BackupManifest.Json));

    /// <summary>Counts what goes by; a zip may be written to a pipe that knows no position.</summary>
    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            inner.Write(buffer, offset, count);
            Written += count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            Written += buffer.Length;
        }
    }
}

/// <summary>A tenant's settings inside a backup.</summary>
internal sealed record SavedSettings(string RequestUrlHost, string RequestUrlPrefix, IReadOnlyDictionary<string, string?> Configuration);
