using System.Buffers.Binary;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Messaging.Send;

/// <summary>
/// What a sender really began to hand over, and what its channel answered, in a file beside the database: a lot of messages is noted as begun in one commit and told of in another, and of a process that
/// dies in the middle of it this file tells which of them left and which may have. The system has it before the first command to the other side, so that it outlives the process; of a machine that went
/// down it is not asked. A singleton of the shell.
/// </summary>
internal sealed class HandLog(HostFolders folders, ShellSettings settings, TimeProvider time)
{
    // A byte that says what, and the message's row.
    private const int Record = 1 + sizeof(long);
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

    /// <summary>How far a sender which is gone came with the messages it began to hand over, by their rows; null when that is not known.</summary>
    public IReadOnlyDictionary<long, HandStep>? Of(string claim)
    {
        try
        {
            var (bytes, steps) = (File.ReadAllBytes(FileOf(claim)), new Dictionary<long, HandStep>());
            for (var at = 0; at + Record <= bytes.Length; at += Record)
            {
                steps[BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 1))] = (HandStep)bytes[at];
            }

            return bytes.Length % Record == 0 ? steps : null;
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

        /// <summary>Notes how far a message is.</summary>
        public void Note(long message, HandStep step)
        {
            Span<byte> bytes = stackalloc byte[Record];
            bytes[0] = (byte)step;
            BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], message);
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

/// <summary>How far the handing over of a message came.</summary>
internal enum HandStep
{
    /// <summary>It may have left.</summary>
    Begun = 1,

    /// <summary>The other side took it.</summary>
    Taken,

    /// <summary>It did not leave, for certain.</summary>
    NotTaken,
}
