using System.Diagnostics;
using System.Globalization;
using System.Text;
using Crm.Bench.Hosts;
using Crm.Contacts.Import;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Import;

/// <summary>
/// People from a CSV file by the product's import, against prepared statements that write the same rows. <c>CRM_BENCH_IMPORT</c> gives the sizes; 10000,100000 without it.
/// A size of up to 10,000 is taken three times, a larger one once.
/// </summary>
public sealed class ImportBench : IBench
{
    public string Name => "import";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        double? first = null;
        foreach (var size in (Environment.GetEnvironmentVariable("CRM_BENCH_IMPORT") ?? "10000,100000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var takes = new List<(double Import, double Raw, double Cpu)>();
            for (var round = 0; round < (size > 10_000 ? 1 : Figures.Rounds); round++)
            {
                takes.Add(await TakeAsync(size, cancellationToken));
            }

            var (import, raw) = (Figures.Median(takes.Select(take => take.Import)), Figures.Median(takes.Select(take => take.Raw)));
            rows.Add(BenchRow.AtLeastTimes($"bulk import of {size:N0} people from CSV", "people/s", import, 0.5, "raw prepared statements, the same rows", raw));
            rows.Add(BenchRow.Fact($"the same for {size:N0} in processor time", "CPU ms a person", Figures.Median(takes.Select(take => take.Cpu))));
            first ??= import;
            if (import != first)
            {
                rows.Add(BenchRow.AtLeastTimes($"flat: rate at {size:N0} against the smallest size", "people/s", import, 0.5, "rate at the smallest size", first.Value));
            }
        }

        // Of the whole process, so that the largest size decides.
        rows.Add(BenchRow.AtMost("most memory while people come in", "GiB", Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024 * 1024), 1));
        return rows;
    }

    private static async Task<(double Import, double Raw, double Cpu)> TakeAsync(int people, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("import");
        var file = Path.Combine(folder.Path, "people.csv");
        await PeopleFile.WriteAsync(file, 0, people);
        string database;
        long before;
        double seconds, cpu;
        await using (var host = await BenchHost.StartAsync(Path.Combine(folder.Path, "data"), "b2b", cancellationToken))
        {
            database = host.Database;
            File.Copy(database, database + ".empty");
            CopyLog(database);
            before = LastDocument(database);
            (var started, cpu) = (Stopwatch.GetTimestamp(), Machine.CpuMs(Environment.ProcessId));
            await RunAsync(host, file, cancellationToken);
            (seconds, cpu) = (Stopwatch.GetElapsedTime(started).TotalSeconds, (Machine.CpuMs(Environment.ProcessId) - cpu) / people);
        }

        using var raw = new RawRows(database, database + ".empty");
        return (people / seconds, people / raw.Write(before), cpu);
    }

    /// <summary>Imports the file in a unit of work of its own, as the command does.</summary>
    internal static Task RunAsync(BenchHost host, string file, CancellationToken cancellationToken) => host.InTenantAsync(host.Default, async services =>
    {
        await using var stream = File.OpenRead(file);
        await using var refused = new StreamWriter(Stream.Null, Encoding.UTF8);
        var report = await services.GetRequiredService<ImportPeople>().RunAsync(stream, ImportMap.Parse(PeopleFile.Map), new RefusedRows(refused), cancellationToken);
        if (report.Refused > 0)
        {
            throw new InvalidOperationException($"{report.Refused} rows were refused: {report.Rows[0].Reason}");
        }
    });

    // What lies in the write-ahead log belongs to the copy too.
    private static void CopyLog(string database)
    {
        if (File.Exists(database + "-wal"))
        {
            File.Copy(database + "-wal", database + ".empty-wal");
        }
    }

    private static long LastDocument(string database)
    {
        using var connection = Sql.Open(database);
        return (long)connection.Value("SELECT max(Id) FROM Document");
    }
}
