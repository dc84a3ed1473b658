using System.Diagnostics;
using System.Globalization;
using Crm.Contacts.Duplicates.Linkage;

namespace Crm.Bench.Dedupe;

/// <summary>
/// Duplicates found in files whose truth is known, without labels and with the same parameters for all: <c>./crm bench dedupe [--file A.csv [--with B.csv]]</c>; then the sweep of a
/// large made-up set (<c>CRM_BENCH_DEDUPE</c> people, 1,200,000 unless told).
/// </summary>
public sealed class DedupeBench : IBench
{
    private static readonly DateOnly s_day = new(2026, 1, 1);

    private static readonly (string File, double F, double Precision)[] s_files = [("febrl1", 0.99, 0), ("febrl3", 0.975, 0.998), ("fake_1000", 0.88, 0)];

    /// <inheritdoc/>
    public string Name => "dedupe";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        if (Arguments.Option("file") is { } file)
        {
            return await FileAsync(file, Arguments.Option("with"), 0, 0, cancellationToken);
        }

        var rows = new List<BenchRow>();
        foreach (var (name, f, precision) in s_files)
        {
            rows.AddRange(await FileAsync(Path.Combine(Directory.GetCurrentDirectory(), "tests", "data", "dedupe", name + ".csv"), null, f, precision, cancellationToken));
        }

        rows.AddRange(Sweep(int.Parse(Environment.GetEnvironmentVariable("CRM_BENCH_DEDUPE") ?? "1200000", CultureInfo.InvariantCulture), cancellationToken));
        return rows;
    }

    private static async Task<IReadOnlyList<BenchRow>> FileAsync(string file, string? with, double f, double precision, CancellationToken cancellationToken)
    {
        var pool = new ValuePool();
        var first = await PeopleCsv.ReadAsync(file, pool, cancellationToken);
        var second = with is null ? null : await PeopleCsv.ReadAsync(with, pool, cancellationToken);
        var records = first.Records.Concat(second?.Records ?? []).ToList();
        var name = second is null ? first.Name : $"{first.Name} with {second.Name}";
        bool MayPair(int a, int b) => second is null || (a < first.Records.Count && b >= first.Records.Count);
        var watch = Stopwatch.StartNew();
        var found = new RecordLinkage(s_day).Run(records, MayPair, cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;
        if (first.Truth is null || (second is not null && second.Truth is null))
        {
            Console.WriteLine($"{name}: {found.Groups.Count} groups of records that are one person; the file does not say what is true");
            return [BenchRow.Fact($"{name}: groups found", "groups", found.Groups.Count)];
        }

        return Rows(name, Quality.Of(found.Groups, [.. first.Truth, .. second?.Truth ?? []], MayPair), f, precision, seconds);
    }

    private static IReadOnlyList<BenchRow> Rows(string name, Quality quality, double f, double precision, double seconds)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: precision = {quality.Precision:0.0000}, recall = {quality.Recall:0.0000}, F = {quality.F:0.0000} ({quality.Told:N0} pairs told, {quality.Right:N0} right, {quality.True:N0} true, {seconds:0.00} s)"));
        return [BenchRow.AtLeast($"{name}: F of pairs", "share", quality.F, f), BenchRow.AtLeast($"{name}: precision", "share", quality.Precision, precision), BenchRow.Fact($"{name}: recall", "share", quality.Recall)];
    }

    private static IReadOnlyList<BenchRow> Sweep(int people, CancellationToken cancellationToken)
    {
        var (records, truth) = new MadeUpPeople(people).All();
        var watch = Stopwatch.StartNew();
        var found = new RecordLinkage(s_day).Run(records, null, cancellationToken);
        var minutes = watch.Elapsed.TotalMinutes;
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024 * 1024);
        var name = string.Create(CultureInfo.InvariantCulture, $"{people:N0} made-up people, 5 % doubles");
        return
        [
            .. Rows(name, Quality.Of(found.Groups, truth, static (_, _) => true), 0.97, 0, minutes * 60),
            BenchRow.AtMost($"{name}: time", "minutes", minutes, 15),
            BenchRow.AtMost($"{name}: most memory", "GiB", memory, 8),
            BenchRow.Fact($"{name}: pairs compared", "pairs", found.Compared),
        ];
    }
}
