using System.Globalization;
using System.Security.Cryptography;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Files;

/// <summary>
/// The tenant's media: files below <c>Sites/{tenant}/Media</c>, by paths with forward slashes. Every write is whole or not there; nothing is written over, and what is
/// deleted or replaced lies in the <see cref="MediaTrash"/>. Each act throws <see cref="MediaRefusedException"/> when a rule or the disk is against it.
/// </summary>
public sealed class MediaFiles
{
    private static readonly EnumerationOptions s_visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
    private static readonly EnumerationOptions s_allBelow = new() { AttributesToSkip = s_visible.AttributesToSkip, RecurseSubdirectories = true };

    private readonly MediaDisk _disk;
    private readonly MediaStage _stage;
    private readonly MediaTrash _trash;
    private readonly ISiteService _sites;
    private readonly IStringLocalizer<MediaFiles> _text;

    internal MediaFiles(MediaDisk disk, MediaStage stage, MediaTrash trash, ISiteService sites, IStringLocalizer<MediaFiles> text)
        => (_disk, _stage, _trash, _sites, _text) = (disk, stage, trash, sites, text);

    /// <summary>What is taken in.</summary>
    public async Task<MediaSettings> SettingsAsync() => (await _sites.GetSiteSettingsAsync()).As<MediaSettings>();

    /// <summary>All files, by path.</summary>
    public IReadOnlyList<string> List() => [.. Entries("", s_allBelow).Where(entry => !entry.IsFolder).Select(entry => entry.Path).Order(StringComparer.Ordinal)];

    /// <summary>What lies in a folder: folders, then files, each by name. Null when there is no such folder.</summary>
    public IReadOnlyList<MediaEntry>? List(string folder)
        => folder.Length == 0 || (MediaPath.IsValid(folder) && Directory.Exists(_disk.At(folder))) ? InOrder(Entries(folder, s_visible)) : null;

    /// <summary>What lies in a folder or below it and has these words in its name, whatever their capitals and accents.</summary>
    public IReadOnlyList<MediaEntry> Search(string folder, string words)
        => InOrder(Entries(folder, s_allBelow).Where(entry => CultureInfo.InvariantCulture.CompareInfo.IndexOf(entry.Name, words.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0));

    /// <summary>All folders, by path.</summary>
    public IReadOnlyList<string> Folders() => [.. Entries("", s_allBelow).Where(entry => entry.IsFolder).Select(entry => entry.Path).Order(StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>The file or folder at that path; null when there is none, or the path may not be.</summary>
    public MediaEntry? Find(string path)
    {
        if (!MediaPath.IsValid(path))
        {
            return null;
        }

        var place = _disk.At(path);
        // Looked at once: between two looks somebody else may move it away.
        FileSystemInfo file = new FileInfo(place), folder = new DirectoryInfo(place);
        return file.Exists ? Entry(file) : folder.Exists ? Entry(folder) : null;
    }

    /// <summary>Opens a file; one may be moved or deleted while it is read. Null when there is none.</summary>
    public FileStream? Open(string path)
    {
        try
        {
            return Find(path) is { IsFolder: false } ? new FileStream(_disk.At(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true) : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The content of a file.</summary>
    public Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken = default) => File.ReadAllBytesAsync(_disk.At(path), cancellationToken);

    /// <summary>Takes a file in; answers its path, which is another than the one asked for when that was taken and <paramref name="whenTaken"/> says to number it.</summary>
    /// <param name="announced">Its length, when it is known before it is read.</param>
    public async Task<string> WriteAsync(string path, Stream content, WhenTaken whenTaken = WhenTaken.Refuse, long? announced = null, CancellationToken cancellationToken = default)
    {
        if (whenTaken == WhenTaken.Refuse && MediaPath.IsValid(path) && _disk.Find(_disk.At(MediaPath.Composed(path))) is not null)
        {
            throw _disk.Taken(path); // before the whole of it is read
        }

        var staged = await _stage.TakeAsync(path, content, announced, cancellationToken);
        return whenTaken == WhenTaken.Number ? PutUnderFreeName(staged) : Put(staged, replace: whenTaken == WhenTaken.Replace);
    }

    /// <summary>Puts files in place together: all of them, or none. One that is there with the same content stays, another goes to the trash.</summary>
    public void Put(IReadOnlyList<StagedMedia> files)
    {
        var back = new Stack<Action>();
        try
        {
            foreach (var file in files.Where(file => !IsSame(_disk.At(file.Path), file.File)))
            {
                if (Find(file.Path) is not null)
                {
                    var id = _trash.Put(file.Path).Id;
                    back.Push(() => _trash.Restore(id));
                }

                Put(file, replace: false);
                back.Push(() => File.Delete(_disk.At(file.Path)));
            }
        }
        catch
        {
            while (back.TryPop(out var act))
            {
                act();
            }

            throw;
        }
    }

    /// <summary>Makes a folder.</summary>
    public void CreateFolder(string path)
    {
        var place = _disk.At(path = MediaPath.Composed(path));
        if (_disk.Find(place) is not null)
        {
            throw _disk.Taken(path);
        }

        _disk.Do(() => Directory.CreateDirectory(place));
    }

    /// <summary>Moves or renames a file or a folder; a file keeps its kind.</summary>
    public void Move(string from, string to)
    {
        var entry = Find(from) ?? throw _disk.Missing(from);
        var place = _disk.At(to = MediaPath.Composed(to));
        if (!entry.IsFolder && !Path.GetExtension(from).Equals(Path.GetExtension(to), StringComparison.OrdinalIgnoreCase))
        {
            throw new MediaRefusedException(MediaRefusal.Kind, _text["The name must keep its ending “{0}”: that says what the file is.", Path.GetExtension(from)]);
        }

        if (entry.IsFolder && MediaPath.IsWithin(to, from) && !to.Equals(from, StringComparison.OrdinalIgnoreCase))
        {
            throw new MediaRefusedException(MediaRefusal.Name, _text["A folder cannot be moved into itself."]);
        }

        if (from != to)
        {
            _disk.Move(_disk.At(from), place, to);
        }
    }

    /// <summary>Puts a file or a folder with all it holds into the trash.</summary>
    public TrashedMedia Delete(string path) => _trash.Put(path);

    /// <summary>Deletes a file for good, past the trash: for the erasure of a person. Nothing happens when it is not there.</summary>
    public void Erase(string path) => _disk.Do(() => File.Delete(_disk.At(path)));

    private string Put(StagedMedia file, bool replace)
    {
        var place = _disk.At(file.Path);
        if (replace && _disk.Find(place) is { } there)
        {
            _trash.Put(PathOf(there));
        }

        _disk.Move(file.File, place, file.Path);
        return file.Path;
    }

    private string PutUnderFreeName(StagedMedia file)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return Put(file with { Path = number == 1 ? file.Path : MediaPath.Numbered(file.Path, number) }, replace: false);
            }
            catch (MediaRefusedException refusal) when (refusal.Reason == MediaRefusal.Taken)
            {
                // the next number
            }
        }
    }

    private IEnumerable<MediaEntry> Entries(string folder, EnumerationOptions options)
        => Directory.Exists(_disk.At(folder)) ? new DirectoryInfo(_disk.At(folder)).EnumerateFileSystemInfos("*", options).Select(Entry).Where(entry => MediaPath.IsValid(entry.Path)) : [];

    private MediaEntry Entry(FileSystemInfo found)
        => new(PathOf(found.FullName), found is DirectoryInfo, found is FileInfo file ? file.Length : 0, new DateTimeOffset(found.LastWriteTimeUtc, TimeSpan.Zero));

    private string PathOf(string place) => Path.GetRelativePath(_disk.Media, place).Replace('\\', '/');

    private static IReadOnlyList<MediaEntry> InOrder(IEnumerable<MediaEntry> entries)
        => [.. entries.OrderByDescending(entry => entry.IsFolder).ThenBy(entry => entry.Name, StringComparer.CurrentCultureIgnoreCase)];

    private static bool IsSame(string place, string file)
    {
        var there = new FileInfo(place);
        if (!there.Exists || there.Length != new FileInfo(file).Length)
        {
            return false;
        }

        using var one = File.OpenRead(place);
        using var other = File.OpenRead(file);
        return SHA256.HashData(one).AsSpan().SequenceEqual(SHA256.HashData(other));
    }
}

/// <summary>What becomes of a new file when its name is taken.</summary>
public enum WhenTaken
{
    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>It gets a number.</summary>
    Number,

    /// <summary>The one there goes to the trash.</summary>
    Replace,
}

/// <summary>A file or folder of the media.</summary>
/// <param name="Length">In bytes.</param>
public sealed record MediaEntry(string Path, bool IsFolder, long Length, DateTimeOffset ModifiedUtc)
{
    /// <summary>Its name.</summary>
    public string Name => MediaPath.NameOf(Path);

    /// <summary>What its extension says.</summary>
    public MediaKind Kind => MediaKind.Of(Path);
}
