using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Crm.Bench.Hosts;
using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Tenants;

/// <summary>What the tenant layer costs: a page beside a bare application's, rebuild and switch under load.</summary>
public sealed class TenantsBench : IBench
{
    private const string Page = "/bench/plain";
    private const string Plugin = "Crm.Bench.Pages";
    private const int Slice = 400;

    public string Name => "tenants";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("tenants");
        var plugin = Directory.CreateDirectory(Path.Combine(folder.Path, "plugins", Plugin)).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, Plugin + ".dll"), Path.Combine(plugin, Plugin + ".dll"));
        await using var host = await BenchHost.StartAsync(folder.Path, "b2b", cancellationToken);
        await SwitchAsync(host, on: Plugin);
        await using var plain = await PlainApplication.StartAsync(cancellationToken);
        return [await LayerAsync(host, plain, cancellationToken), .. await RebuildAsync(host, cancellationToken), await SwitchesAsync(host)];
    }

    // In turn and in short slices, so that both meet the same machine.
    private static async Task<BenchRow> LayerAsync(BenchHost host, PlainApplication plain, CancellationToken cancellationToken)
    {
        using var tenant = new Visitor(host.Address);
        using var bare = new Visitor(plain.Address);
        for (var i = 0; i < 8; i++)
        {
            await RateAsync(tenant, cancellationToken);
            await RateAsync(bare, cancellationToken);
        }

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < 4 * Figures.Rounds; i++)
        {
            theirs.Add(await RateAsync(bare, cancellationToken));
            ours.Add(await RateAsync(tenant, cancellationToken));
        }

        return BenchRow.AtLeastTimes("Razor page of a tenant", "requests/s", Figures.Median(ours), 0.9, "the same page in a bare ASP.NET Core application", Figures.Median(theirs));
    }

    private static async Task<double> RateAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, Slice, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (_, token) => await visitor.ReadAsync(Page, token));
        return Slice / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<IReadOnlyList<BenchRow>> RebuildAsync(BenchHost host, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (answers, times) = (new ConcurrentDictionary<string, int>(), new List<double>());
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadOnAsync(host, answers, stop.Token), CancellationToken.None)).ToList();
        for (var i = 0; i < 12; i++)
        {
            await Task.Delay(100, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            await host.Shells.ReleaseShellContextAsync(host.Default);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        var alone = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await host.Shells.ReleaseShellContextAsync(host.Default);
            alone.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var failed = answers.Where(answer => answer.Key != nameof(HttpStatusCode.OK)).Sum(answer => answer.Value);
        return
        [
            BenchRow.AtMost("rebuild of a tenant, pre-warmed, nobody else at work", "ms", Figures.Median(alone), 100),
            BenchRow.Fact("rebuild of a tenant while four readers load the processors", "ms", Figures.Median(times)),
            BenchRow.AtMost($"requests that failed of {answers.Values.Sum():N0} during 12 rebuilds", "requests", failed, 0),
        ];
    }

    private static async Task ReadOnAsync(BenchHost host, ConcurrentDictionary<string, int> answers, CancellationToken cancellationToken)
    {
        using var visitor = new Visitor(host.Address);
        while (!cancellationToken.IsCancellationRequested)
        {
            string answer;
            try
            {
                answer = (await visitor.StatusAsync("/login", CancellationToken.None)).ToString();
            }
            catch (HttpRequestException e)
            {
                answer = e.Message;
            }

            answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
        }
    }

    private static async Task<BenchRow> SwitchesAsync(BenchHost host)
    {
        var times = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await (i % 2 == 0 ? SwitchAsync(host, off: "Crm.Audit") : SwitchAsync(host, on: "Crm.Audit"));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return BenchRow.AtMost("feature switched, with the tenant's rebuild", "ms", Figures.Median(times), 200, "Orchard Core 3.0-preview", 550);
    }

    private static Task SwitchAsync(BenchHost host, string? on = null, string? off = null) => host.InTenantAsync(host.Default, services =>
    {
        var extensions = services.GetRequiredService<IExtensionManager>();
        return services.GetRequiredService<IShellFeaturesManager>().UpdateFeaturesAsync(Named(off), Named(on));

        IEnumerable<FeatureInfo> Named(string? id)
            => id is null ? [] : [extensions.GetFeature(id) ?? throw new InvalidOperationException($"There is no feature {id}: {string.Join("; ", extensions.GetFaults())}")];
    });
}
