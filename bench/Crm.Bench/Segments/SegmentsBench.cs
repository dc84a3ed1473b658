using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Crm.Bench.Hosts;
using Crm.Bench.People;
using Crm.Contacts.Ages;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Settings;
using LinqToDB.Async;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Segments;

/// <summary>
/// Segments counted as the product counts them (rules gathered, tree read, compiled and asked anew each time) beside the same question written by hand, and the first page of the list
/// of people by the same conditions over real HTTP. The databases are those of the bench <c>people</c>; <c>CRM_BENCH_SIZE</c> likewise.
/// </summary>
public sealed class SegmentsBench : IBench
{
    private const int Repetitions = 10;
    private const double Times = 1.3;
    private const double MostMilliseconds = 1000;

    private static readonly ClaimsPrincipal s_admin = new(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Administrator")], "bench"));

    public string Name => "segments";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var rows = new List<BenchRow>();
        foreach (var size in (Environment.GetEnvironmentVariable("CRM_BENCH_SIZE") ?? "100000,1000000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var data = new PeopleData(Path.Combine(Directory.GetCurrentDirectory(), "bench", "work", $"people-{size}"), size);
            await using var host = await data.OpenAsync(cancellationToken);
            using var visitor = await new Visitor(host.Address).SignInAsync();
            await host.Clock.NextAsync(cancellationToken);
            await host.Clock.NextAsync(cancellationToken);
            foreach (var asked in await CasesAsync(host))
            {
                rows.Add(await CountAsync(host, asked, size, cancellationToken));
                rows.Add(await PageAsync(host, visitor, asked, size, cancellationToken));
            }
        }

        return rows;
    }

    private static async Task<IReadOnlyList<SegmentCase>> CasesAsync(BenchHost host)
    {
        IReadOnlyList<SegmentCase> cases = [];
        await host.InTenantAsync(host.Default, async services =>
            cases = SegmentCases.At(await services.GetRequiredService<Today>().GetAsync(), TimeZoneInfo.FindSystemTimeZoneById((await services.GetRequiredService<ISiteService>().GetSiteSettingsAsync()).TimeZoneId)));
        return cases;
    }

    private static async Task<BenchRow> CountAsync(BenchHost host, SegmentCase asked, int size, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection($"Data Source={host.Database};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var hand = connection.CreateCommand();
        hand.CommandText = "PRAGMA cache_size=-16000";
        hand.ExecuteNonQuery();
        hand.CommandText = $"SELECT count(*) FROM PersonIndex WHERE {asked.Sql}";
        var (counted, expected) = (await OursAsync(host, asked, cancellationToken), (long)hand.ExecuteScalar()!);
        if (counted != expected)
        {
            throw new InvalidOperationException($"“{asked.Name}”: the product counts {counted}, the hand-written SQL {expected}.");
        }

        var ours = await Figures.MedianAsync(() => P95Async(() => OursAsync(host, asked, cancellationToken)));
        var theirs = await Figures.MedianAsync(() => P95Async(() => Task.FromResult((long)hand.ExecuteScalar()!)));
        return new BenchRow(
            string.Create(CultureInfo.InvariantCulture, $"segment count, {size:N0} people{BenchRow.Detail}{asked.Name} ({expected:N0})"), "ms p95", ours, "hand-written SQL", theirs, ours / theirs,
            FormattableString.Invariant($"≤ {Times}×, < {MostMilliseconds} ms"), ours <= Times * theirs && ours < MostMilliseconds);
    }

    private static async Task<BenchRow> PageAsync(BenchHost host, Visitor visitor, SegmentCase asked, int size, CancellationToken cancellationToken)
    {
        var address = $"/admin/people?view=all&where={Uri.EscapeDataString(asked.Json)}";
        var time = await Figures.MedianAsync(() => visitor.ServerP95Async(host.Clock, _ => address, Repetitions, cancellationToken));
        return BenchRow.AtMost(string.Create(CultureInfo.InvariantCulture, $"list by conditions, {(asked.Narrow ? "narrow" : "wide")}, {size:N0} people{BenchRow.Detail}{asked.Name}"), "ms p95", time, asked.Narrow ? 50 : MostMilliseconds);
    }

    private static async Task<long> OursAsync(BenchHost host, SegmentCase asked, CancellationToken cancellationToken)
    {
        var count = 0L;
        await host.InTenantAsync(host.Default, async services =>
        {
            var tree = services.GetRequiredService<ConditionJson>().Parse(asked.Json, [])!;
            var book = await services.GetRequiredService<RuleBooks>().ForAsync(s_admin, cancellationToken);
            if (book.Check(tree) is [var fault, ..])
            {
                throw new InvalidOperationException($"“{asked.Name}”: {fault.Path} {fault.Sentence}");
            }

            count = await book.Scope.People.Where(book.Compile(tree)).CountAsync(cancellationToken);
        });
        return count;
    }

    private static async Task<double> P95Async(Func<Task<long>> count)
    {
        var times = new List<double>();
        for (var i = -2; i < Repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await count();
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return Figures.P95(times);
    }
}
