using System.Diagnostics;
using System.Globalization;
using Crm.Bench.Hosts;
using Crm.Bench.People;
using Crm.Kernel.Data;
using Crm.Kernel.Modules;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Search.Find;
using Crm.Search.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Search;

/// <summary>
/// The search over people and their households: words as they are typed, over real HTTP and beside bare Lucene on the very same index; how fast the index is made, and its size beside
/// SQLite's own full-text table of the same texts. <c>CRM_BENCH_SIZE</c> gives the numbers of people, 1000000 without it.
/// </summary>
public sealed class SearchBench : IBench
{
    private const int Repetitions = 30;
    private const double OrchardItemsPerSecond = 652;

    // Several words of each kind, so that no request asks the very same as the one before.
    private static readonly (string Name, string[] Words)[] s_cases =
    [
        ("a term", ["Berger ", "Martin ", "Dubois ", "Lefevre ", "Girard "]), ("a prefix", ["ber", "mart", "dub", "gir", "lef"]),
        ("a slip of the pen", ["Bergzer ", "Martzin ", "Duboois ", "Lefebvr ", "Girzard "]), ("an accent", ["céline ", "Lefèvre ", "hélène ", "zoé ", "andré "]),
        ("two words", ["celine berger", "claire martin", "paul dubois", "anne girard", "jean lefevre"]),
    ];

    public string Name => "search";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        foreach (var size in (Environment.GetEnvironmentVariable("CRM_BENCH_SIZE") ?? "1000000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var data = new PeopleData(Path.Combine(Directory.GetCurrentDirectory(), "bench", "work", $"people-{size}"), size);
            await using var host = await data.OpenAsync(cancellationToken);
            await SwitchOnAsync(host);
            var people = string.Create(CultureInfo.InvariantCulture, $"{size:N0} people");
            rows.AddRange(await IndexAsync(host, people, cancellationToken));
            rows.AddRange(await WordsAsync(host, people, cancellationToken));
            rows.Add(BenchRow.AtMost($"a change is found after its save, {people}", "ms p95", await Freshness.P95Async(host, cancellationToken), 2000));
        }

        return rows;
    }

    private static Task SwitchOnAsync(BenchHost host) => host.InTenantAsync(host.Default, async services =>
    {
        var feature = services.GetRequiredService<IExtensionManager>().GetFeature("Crm.Search")!;
        await services.GetRequiredService<IShellFeaturesManager>().UpdateFeaturesAsync([], [feature]);
    });

    private static async Task<IReadOnlyList<BenchRow>> IndexAsync(BenchHost host, string people, CancellationToken cancellationToken)
    {
        RecordIndex records = null!;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await host.InTenantAsync(host.Default, async services =>
        {
            records = services.GetRequiredService<RecordIndex>();
            var settings = services.GetRequiredService<IDocumentManager<RecordIndexSettings>>();
            var stored = await settings.GetOrCreateMutableAsync();
            stored.Generation++;
            await settings.UpdateAsync(stored);
        });
        var wanted = "";
        await host.InTenantAsync(host.Default, async services => wanted = (await services.GetRequiredService<RecordTypes>().ReadAsync()).Key);
        while (records.Index.Key != wanted || records.Build.IsRunning)
        {
            if (records.Build.Failure is { } failure)
            {
                throw new InvalidOperationException(failure);
            }

            await Task.Delay(100, cancellationToken);
        }

        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
        var took = (records.Build.FinishedUtc!.Value - records.Build.StartedUtc!.Value).TotalSeconds;
        var (documents, mebibytes) = (records.Index.Documents, records.Index.Size / 1024.0 / 1024.0);
        var (fts, rows) = await FullText.SizeAsync(host, cancellationToken);
        return
        [
            BenchRow.AtLeastTimes($"index made, {people}, {documents:N0} records of all types", "items/s", documents / took, 8, "Orchard Core's Lucene rebuild on this machine", OrchardItemsPerSecond),
            BenchRow.Fact($"index made, {people}: processor time, the host's own among it", "ms an item", cpu / documents),
            BenchRow.Fact($"index size, {people}", "MiB", mebibytes, $"SQLite FTS5 of the same texts, {rows:N0} rows", fts),
        ];
    }

    private static async Task<IReadOnlyList<BenchRow>> WordsAsync(BenchHost host, string people, CancellationToken cancellationToken)
    {
        using var visitor = await new Visitor(host.Address).SignInAsync();
        await host.Clock.NextAsync(cancellationToken);
        await host.Clock.NextAsync(cancellationToken);
        var rows = new List<BenchRow>();
        foreach (var (name, words) in s_cases)
        {
            var page = await ServerAsync(i => $"/admin/search?q={Uri.EscapeDataString(words[i % words.Length])}");
            rows.Add(BenchRow.AtMost($"search {name}, {people}{BenchRow.Detail}page", "ms p95", page, 50));
            var typed = await ServerAsync(i => $"/admin/search/suggest?q={Uri.EscapeDataString(words[i % words.Length])}");
            rows.Add(BenchRow.AtMost($"search {name}, {people}{BenchRow.Detail}as it is typed", "ms p95", typed, 50));
            var (ours, bare) = await EngineAsync(host, words);
            rows.Add(new BenchRow($"query of {name}, {people}", "ms p95", ours, "bare Lucene, same words and fields, best of all types together", bare, ours / bare, "≤ 1.5×", ours / bare <= 1.5));
        }

        return rows;

        Task<double> ServerAsync(Func<int, string> address) => Figures.MedianAsync(() => visitor.ServerP95Async(host.Clock, address, Repetitions, cancellationToken));
    }

    // Turn about, so that what else the machine does meets both.
    private static async Task<(double Ours, double Bare)> EngineAsync(BenchHost host, string[] words)
    {
        var (ours, bare) = (new List<double>(), new List<double>());
        await host.InTenantAsync(host.Default, async services =>
        {
            var records = services.GetRequiredService<RecordIndex>();
            var find = services.GetRequiredService<FindRecords>();
            var catalog = await services.GetRequiredService<RecordTypes>().ReadAsync();
            var sight = await services.GetRequiredService<Visible>().ForAsync(new System.Security.Claims.ClaimsPrincipal());
            var seen = new SeenTypes([.. catalog.Types.Values.Select(type => new SeenType(type, new RecordScope((IReadOnlyCollection<string>?)null), type.Fields))], IsAll: true, sight);
            for (var i = -words.Length; i < Repetitions * 10; i++)
            {
                var typed = TypedText.Of(words[(i + words.Length) % words.Length], []);
                var (first, second) = (Time(() => find.Search(typed, seen, 5)), Time(() => records.Index.Search(searcher => BareLucene.Find(searcher, typed, seen))));
                if (i >= 0)
                {
                    ours.Add(first);
                    bare.Add(second);
                }
            }
        });
        // The median of three takes, as of every other figure.
        return (Figures.Median(ours.Chunk(ours.Count / Figures.Rounds).Select(Figures.P95)), Figures.Median(bare.Chunk(bare.Count / Figures.Rounds).Select(Figures.P95)));
    }

    private static double Time(Func<object> work)
    {
        var begun = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
