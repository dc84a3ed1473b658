using System.Globalization;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Files;

/// <summary>
/// Files laid aside, checked and whole, until they are put in place; scoped. What was not put in place is gone when the unit of work ends, however it ends; what a killed
/// process leaves is swept up by <see cref="Sweep"/>.
/// </summary>
public sealed class MediaStage : IDisposable
{
    private static readonly TimeSpan s_forgotten = TimeSpan.FromDays(1);

    private readonly MediaDisk _disk;
    private readonly ISiteService _sites;
    private readonly IStringLocalizer<MediaFiles> _text;
    private readonly List<string> _files = [];

    internal MediaStage(MediaDisk disk, ISiteService sites, IStringLocalizer<MediaFiles> text) => (_disk, _sites, _text) = (disk, sites, text);

    /// <summary>Takes a file in for that path.</summary>
    /// <param name="announced">Its length, when it is known before it is read.</param>
    /// <exception cref="MediaRefusedException">Name, extension, size or content break a rule, or the disk refuses.</exception>
    public async Task<StagedMedia> TakeAsync(string path, Stream content, long? announced = null, CancellationToken cancellationToken = default)
    {
        var settings = (await _sites.GetSiteSettingsAsync()).As<MediaSettings>();
        path = MediaPath.Composed(path);
        _disk.At(path);
        if (!settings.Allows(path))
        {
            throw new MediaRefusedException(MediaRefusal.Kind, _text["Files such as “{0}” are not taken here.", Path.GetExtension(path)]);
        }

        if (announced > settings.MaxFileSize)
        {
            throw TooLarge(path, settings);
        }

        var file = Path.Combine(_disk.Staging, Guid.NewGuid().ToString("N"));
        _files.Add(file);
        await using (var target = _disk.Do(() => Create(file)))
        {
            await CopyAsync(path, content, target, settings, cancellationToken);
        }

        return new StagedMedia(path, file);
    }

    /// <summary>The name as it is stored: one that leads into no folder and that a file may have.</summary>
    /// <exception cref="MediaRefusedException">It may not be.</exception>
    public string NameOf(string name) => MediaPath.IsName(name) ? MediaPath.Composed(name) : throw _disk.NoName(name);

    /// <summary>Throws away what was laid aside more than a day ago and never put in place.</summary>
    public void Sweep(TimeProvider time)
    {
        foreach (var file in Directory.Exists(_disk.Staging) ? Directory.GetFiles(_disk.Staging) : [])
        {
            if (File.GetLastWriteTimeUtc(file) + s_forgotten < time.GetUtcNow().UtcDateTime)
            {
                File.Delete(file);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Where(File.Exists))
        {
            File.Delete(file);
        }

        _files.Clear();
    }

    private static FileStream Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
    }

    private async Task CopyAsync(string path, Stream content, FileStream target, MediaSettings settings, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var length = 0L;
        int read;
        while ((read = await content.ReadAtLeastAsync(buffer, length == 0 ? MediaKind.HeadLength : 1, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            if (length == 0 && !MediaKind.Of(path).Fits(buffer.AsSpan(0, Math.Min(read, MediaKind.HeadLength))))
            {
                throw new MediaRefusedException(MediaRefusal.Content, _text["“{0}” does not hold what its name says ({1}).", MediaPath.NameOf(path), Path.GetExtension(path)]);
            }

            length += read;
            if (length > settings.MaxFileSize)
            {
                throw TooLarge(path, settings);
            }

            await WriteAsync(target, buffer.AsMemory(0, read), cancellationToken);
        }

        if (length == 0)
        {
            throw new MediaRefusedException(MediaRefusal.Content, _text["“{0}” is empty.", MediaPath.NameOf(path)]);
        }
    }

    // Only writing is the disk's; an upload that is cut off while it is read is nobody's refusal.
    private async Task WriteAsync(FileStream target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException e)
        {
            throw _disk.Refused(e);
        }
    }

    private MediaRefusedException TooLarge(string path, MediaSettings settings) => new(MediaRefusal.Size,
        _text["“{0}” is too large: a file may have {1} MB at most.", MediaPath.NameOf(path), (settings.MaxFileSize / 1_000_000d).ToString("0.##", CultureInfo.CurrentCulture)]);
}

/// <summary>A file laid aside for a path.</summary>
/// <param name="Path">Where it is to go.</param>
public sealed record StagedMedia(string Path, string File);
