using System.Text.Json;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;

namespace Crm.Messaging.Brakes;

/// <summary>
/// The brakes of this node's tenant as files in its folder: the first thing that is written when somebody pulls one, so that it holds at once, whatever the database does. The database
/// follows; it tells the other nodes. A singleton of the shell.
/// </summary>
internal sealed class BrakeFile(HostFolders folders, ShellSettings settings)
{
    private readonly Lock _lock = new();
    private readonly string _folder = Path.Combine(folders.Site(settings), "brakes");

    /// <summary>Writes one, whole or not at all.</summary>
    public void Write(Brake brake)
    {
        lock (_lock)
        {
            var before = Directory.CreateDirectory(_folder).LastWriteTimeUtc;
            var file = FileOf(brake.BrakeId);
            File.WriteAllText(file + ".new", JsonSerializer.Serialize(brake));
            File.Move(file + ".new", file, overwrite: true);
            if (brake.Trip.Length > 0)
            {
                // One that pulls itself counted what is on its way: that goes.
                Directory.SetLastWriteTimeUtc(_folder, before);
            }
        }
    }

    /// <summary>Takes one away.</summary>
    public void Delete(string brakeId) => File.Delete(FileOf(brakeId));

    /// <summary>Changes whenever somebody pulls or releases a brake on this node: cheap enough to be asked before each letter.</summary>
    public long Stamp() => (Directory.Exists(_folder) ? Directory.GetLastWriteTimeUtc(_folder) : Directory.CreateDirectory(_folder).LastWriteTimeUtc).Ticks;

    /// <summary>All there are. One that cannot be read stops everything.</summary>
    public IReadOnlyList<Brake> All() => !Directory.Exists(_folder) ? [] : [.. Directory.EnumerateFiles(_folder, "*.json").Select(Read)];

    private static Brake Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Brake>(File.ReadAllText(file))!;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return new Brake { BrakeId = Path.GetFileNameWithoutExtension(file) };
        }
    }

    private string FileOf(string brakeId) => Path.Combine(_folder, brakeId + ".json");
}
