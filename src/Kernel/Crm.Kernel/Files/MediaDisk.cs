using System.Diagnostics;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Files;

/// <summary>The tenant's media folders on the disk, and what the disk's own errors mean to people. All three lie on one disk, so that a move is one act.</summary>
internal sealed class MediaDisk(HostFolders folders, ShellSettings tenant, ILogger<MediaFiles> log, IStringLocalizer<MediaFiles> S)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Where uploads lie until they are whole; no backup has it.</summary>
    public const string StagingName = "MediaStaging";

    public string Media => Path.Combine(folders.Site(tenant), "Media");

    public string Staging => Path.Combine(folders.Site(tenant), StagingName);

    public string Trash => Path.Combine(folders.Site(tenant), "MediaTrash");

    /// <summary>A folder of that name beside the media.</summary>
    public string Beside(string room) => Path.Combine(folders.Site(tenant), room);

    /// <summary>The place of a media path on the disk.</summary>
    public string At(string path) => path.Length == 0 ? Media : MediaPath.IsValid(path) ? Path.Combine(Media, path) : throw NoName(MediaPath.NameOf(path));

    /// <summary>What is there under that name or one that differs only in capitals, as the disk spells it.</summary>
    public string? Find(string place)
    {
        var folder = Path.GetDirectoryName(place)!;
        return Path.Exists(place) ? place : !Directory.Exists(folder) ? null
            : Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => Path.GetFileName(entry).Equals(Path.GetFileName(place), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Moves a file or folder to a name that nothing has; of two who want one thing or one name, the second is refused.</summary>
    public void Move(string from, string to, string path) => Do(() =>
    {
        // A rename looks first and moves then: two who look at once would both move, and the second write over the first.
        using var alone = Alone();
        if (Find(to) is { } twin && twin != from)
        {
            throw Taken(path);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        try
        {
            if (Directory.Exists(from))
            {
                Directory.Move(from, to);
            }
            else
            {
                File.Move(from, to, overwrite: false);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(from, e);
        }
        catch (IOException) when (Path.Exists(to) && to != from)
        {
            throw Taken(path);
        }
    });

    private FileStream Alone()
    {
        var file = Path.Combine(folders.Site(tenant), "media.lock");
        var spin = default(SpinWait);
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            if (FileLock.TryTake(file) is { } taken)
            {
                return taken;
            }

            if (Stopwatch.GetElapsedTime(since) > s_patience)
            {
                throw new IOException($"Another process holds {file}.");
            }

            spin.SpinOnce();
        }
    }

    /// <summary>Does something on the disk; what the disk refuses is recorded and said.</summary>
    public void Do(Action act) => Do(() =>
    {
        act();
        return true;
    });

    /// <inheritdoc cref="Do(Action)"/>
    public T Do<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(e);
        }
    }

    public MediaRefusedException Refused(Exception e)
    {
        log.LogError(e, "The disk refused in the media of {Tenant}", tenant.Name);
        return new MediaRefusedException(MediaRefusal.Disk, S["The disk refused; nothing was changed. Tell whoever looks after this server."], e);
    }

    public MediaRefusedException NoName(string name) => new(MediaRefusal.Name,
        S["“{0}” cannot be a name here: leave out slashes, colons, asterisks, question and quotation marks, angle brackets, bars, a dot at either end, and all that cannot be seen.", name]);

    public MediaRefusedException Taken(string path) => new(MediaRefusal.Taken, S["“{0}” is there already.", MediaPath.NameOf(path)]);

    public MediaRefusedException Missing(string path, Exception? inner = null)
        => new(MediaRefusal.Missing, S["“{0}” is not there any more: somebody has moved, renamed or deleted it.", Path.GetFileName(path)], inner);
}
