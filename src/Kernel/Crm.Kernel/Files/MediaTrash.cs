using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Kernel.Data;

namespace Crm.Kernel.Files;

/// <summary>Deleted and replaced media, kept 30 days beside the media folder: each in a folder of its own with a note of what it was.</summary>
public sealed partial class MediaTrash
{
    /// <summary>How long it can be brought back.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private const string Note = "note.json";
    private const string Content = "content";

    private readonly MediaDisk _disk;
    private readonly ChangeContext _change;
    private readonly TimeProvider _time;

    internal MediaTrash(MediaDisk disk, ChangeContext change, TimeProvider time) => (_disk, _change, _time) = (disk, change, time);

    /// <summary>What is in the trash, the last deleted first.</summary>
    public IReadOnlyList<TrashedMedia> List() => !Directory.Exists(_disk.Trash) ? [] :
        [.. Directory.EnumerateDirectories(_disk.Trash).Select(folder => Read(Path.GetFileName(folder))).OfType<TrashedMedia>().OrderByDescending(one => one.DeletedUtc)];

    /// <summary>Puts a file or folder into the trash.</summary>
    public TrashedMedia Put(string path)
    {
        var place = _disk.At(path);
        if (path.Length == 0 || !Path.Exists(place))
        {
            throw _disk.Missing(path);
        }

        var now = _time.GetUtcNow().UtcDateTime;
        var trashed = new TrashedMedia($"{now.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString("N")[..8]}", path, Directory.Exists(place), now, _change.ActorName);
        var folder = Path.Combine(_disk.Trash, trashed.Id);
        _disk.Do(() =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, Note), JsonSerializer.Serialize(trashed));
        });
        try
        {
            _disk.Move(place, Path.Combine(folder, Content), path);
        }
        catch (MediaRefusedException)
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }

        return trashed;
    }

    /// <summary>Brings it back; under a numbered name when its own is taken meanwhile. Answers its path.</summary>
    public string Restore(string id)
    {
        var trashed = (Id().IsMatch(id) ? Read(id) : null) ?? throw _disk.Missing(id);
        var path = trashed.Path;
        for (var number = 2; ; number++)
        {
            try
            {
                _disk.Move(Path.Combine(_disk.Trash, id, Content), _disk.At(path), path);
                break;
            }
            catch (MediaRefusedException refusal) when (refusal.Reason == MediaRefusal.Taken)
            {
                path = MediaPath.Numbered(trashed.Path, number);
            }
        }

        Directory.Delete(Path.Combine(_disk.Trash, id), recursive: true);
        return path;
    }

    /// <summary>Throws away for good what has been there for 30 days.</summary>
    public void Empty()
    {
        foreach (var trashed in List().Where(one => one.DeletedUtc + Life < _time.GetUtcNow().UtcDateTime))
        {
            Directory.Delete(Path.Combine(_disk.Trash, trashed.Id), recursive: true);
        }
    }

    /// <summary>Throws a file away for good, wherever it lies in the trash: alone, or in a folder that was thrown away.</summary>
    /// <param name="path">Where it was in the library.</param>
    public void Erase(string path)
    {
        foreach (var trashed in List().Where(one => MediaPath.IsWithin(path, one.Path)))
        {
            var folder = Path.Combine(_disk.Trash, trashed.Id);
            if (trashed.IsFolder)
            {
                _disk.Do(() => File.Delete(Path.Combine(folder, Content, path[(trashed.Path.Length + 1)..])));
            }
            else
            {
                _disk.Do(() => Directory.Delete(folder, recursive: true));
            }
        }
    }

    // One without content is what a killed process left before it moved anything.
    private TrashedMedia? Read(string id)
    {
        var folder = Path.Combine(_disk.Trash, id);
        return Path.Exists(Path.Combine(folder, Content)) && File.Exists(Path.Combine(folder, Note))
            ? JsonSerializer.Deserialize<TrashedMedia>(File.ReadAllText(Path.Combine(folder, Note)))
            : null;
    }

    [GeneratedRegex("^[0-9]{17}-[0-9a-f]{8}$")]
    private static partial Regex Id();
}

/// <summary>Something in the trash.</summary>
/// <param name="Id">What <see cref="MediaTrash.Restore"/> is asked for.</param>
/// <param name="Path">Where it was.</param>
/// <param name="By">Who deleted it.</param>
public sealed record TrashedMedia(string Id, string Path, bool IsFolder, DateTime DeletedUtc, string By);
