using Crm.Kernel.Hosting;

namespace Crm.Privacy.Erase;

/// <summary>
/// The host's list of erased people, a file of ids beside the tenants' folders and in no backup of theirs: when an older state of a tenant is put back, under whatever name, those who were
/// erased since are erased again before anybody sees them. Only ever added to; ids are unique among all tenants and say nothing of who it was.
/// </summary>
internal sealed class ErasedIds(HostFolders folders)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);
    private const int Tries = 500;

    private string Path => System.IO.Path.Combine(folders.Data, "erased-people.txt");

    /// <summary>The ids, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
        => File.Exists(Path) ? [.. (await File.ReadAllLinesAsync(Path, cancellationToken)).Where(line => line.Length > 0)] : [];

    /// <summary>Adds those that are not there, and has them on the disk when it returns.</summary>
    public async Task AddAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(cancellationToken);
        using var reader = new StreamReader(file, leaveOpen: true);
        var there = (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        file.Seek(0, SeekOrigin.End);
        await using var writer = new StreamWriter(file) { NewLine = "\n" };
        if (there.Length > 0 && file.Length > 0 && !await EndsWithLineAsync(file, cancellationToken))
        {
            await writer.WriteLineAsync(); // the process that wrote the last one was killed at it
        }

        foreach (var id in ids.Except(there))
        {
            await writer.WriteLineAsync(id);
        }

        await writer.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static async Task<bool> EndsWithLineAsync(FileStream file, CancellationToken cancellationToken)
    {
        var last = new byte[1];
        file.Seek(-1, SeekOrigin.End);
        await file.ReadExactlyAsync(last, cancellationToken);
        return last[0] == (byte)'\n';
    }

    // One process at a time.
    private async Task<FileStream> OpenAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folders.Data);
        for (var turn = 1; ; turn++)
        {
            try
            {
                return new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            }
            catch (IOException) when (turn < Tries)
            {
                await Task.Delay(s_pause, cancellationToken);
            }
        }
    }
}
