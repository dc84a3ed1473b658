namespace Crm.Kernel.Files;

/// <summary>
/// Files that no address leads to: each under a key of its own, in a folder of its module's in the tenant's folder, which backups carry. Who may have one is for the module to ask. They come in through
/// the <see cref="MediaStage"/>, under the very rules of media, and are whole or not there. Scoped.
/// </summary>
public sealed class PrivateFiles
{
    private const int KeyLength = 32;
    private const int FolderLength = 2;

    private readonly MediaDisk _disk;

    internal PrivateFiles(MediaDisk disk) => _disk = disk;

    /// <summary>Puts a file in place; answers its key, which says nothing of it.</summary>
    /// <param name="room">The module's folder, as <c>Attachments</c>.</param>
    public string Put(string room, StagedMedia file)
    {
        var key = Guid.NewGuid().ToString("N");
        var place = At(room, key);
        _disk.Do(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(file.File, place, overwrite: false);
        });
        return key;
    }

    /// <summary>Opens a file; null when it is not there.</summary>
    public FileStream? Open(string room, string key)
    {
        try
        {
            return IsKey(key) ? new FileStream(At(room, key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true) : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes a file for good. Nothing happens when it is not there.</summary>
    public void Erase(string room, string key)
    {
        if (IsKey(key) && File.Exists(At(room, key)))
        {
            _disk.Do(() => File.Delete(At(room, key)));
        }
    }

    /// <summary>The keys of those put in place before that moment.</summary>
    public IEnumerable<string> PutBefore(string room, DateTime utc) => !Directory.Exists(_disk.Beside(room)) ? [] :
        new DirectoryInfo(_disk.Beside(room)).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => IsKey(file.Name) && file.LastWriteTimeUtc < utc).Select(file => file.Name);

    private string At(string room, string key) => Path.Combine(_disk.Beside(room), key[..FolderLength], key);

    private static bool IsKey(string key) => key.Length == KeyLength && key.All(char.IsAsciiHexDigitLower);
}
