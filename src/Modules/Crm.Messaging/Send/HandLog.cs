using System.Buffers.Binary;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Messaging.Send;

/// <summary>
/// What a sender really began to hand over, in a file beside the database: a lot of messages is noted as begun in one commit, and of a process that dies in the middle of it this file tells which
/// of them may have left. It is written by the system before the first command to the other side, so that it outlives the process; of a machine that went down it is not asked. A singleton of the shell.
/// </summary>
internal sealed class HandLog(HostFolders folders, ShellSettings settings, TimeProvider time)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(2);

    private readonly string _folder = Path.Combine(folders.Site(settings), "sending");

    /// <summary>Opens the file of a sender; it goes when the sender has told of all it had in hand.</summary>
    /// <param name="claim">The sender's name.</param>
    public Writer Open(string claim)
    {
        foreach (var old in Directory.CreateDirectory(_folder).EnumerateFiles().Where(one => one.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime - s_longest))
        {
            old.Delete(); // of one that died with nothing in hand
        }

        return new Writer(FileOf(claim));
    }

    /// <summary>The rows of the messages that a sender which is gone began to hand over; null when that is not known.</summary>
    public IReadOnlySet<long>? Of(string claim)
    {
        try
        {
            var bytes = File.ReadAllBytes(FileOf(claim));
            return bytes.Length % sizeof(long) == 0 ? Enumerable.Range(0, bytes.Length / sizeof(long)).Select(at => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at * sizeof(long)))).ToHashSet() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes a sender's file away.</summary>
    public void Delete(string claim) => Delete(new FileInfo(FileOf(claim)));

    // The tenant's folder may be gone.
    private static void Delete(FileInfo file)
    {
        if (file.Exists)
        {
            file.Delete();
        }
    }

    // A sender's name is "machine/process/part": the part alone is unique.
    private string FileOf(string claim) => Path.Combine(_folder, $"{claim[(claim.LastIndexOf('/') + 1)..]}.begun");

    /// <summary>The file of one sender; several workers write it.</summary>
    public sealed class Writer(string file) : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly FileStream _stream = new(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        /// <summary>Notes that a message may have left from now on.</summary>
        public void Begin(long message)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, message);
            lock (_lock)
            {
                _stream.Write(bytes);
            }
        }

        public void Dispose()
        {
            _stream.Dispose();
            HandLog.Delete(new FileInfo(file));
        }
    }
}
