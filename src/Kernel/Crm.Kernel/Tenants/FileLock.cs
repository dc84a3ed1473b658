namespace Crm.Kernel.Tenants;

/// <summary>A lock that processes of one machine heed; the system lets it go when its holder dies.</summary>
internal static class FileLock
{
    /// <exception cref="ShellSettingsException">Somebody else held it all the time.</exception>
    public static async Task<FileStream> TakeAsync(string file, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var tries = patience / TimeSpan.FromMilliseconds(20); ; tries--)
        {
            if (TryTake(file) is { } taken)
            {
                return taken;
            }

            if (tries <= 0)
            {
                throw new ShellSettingsException($"Another process holds {file}.");
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>The lock, or null when somebody else has it.</summary>
    public static FileStream? TryTake(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // held by another
        }
    }
}
