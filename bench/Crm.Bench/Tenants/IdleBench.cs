using System.Diagnostics;
using System.Globalization;
using System.Net;
using Crm.Bench.Hosts;

namespace Crm.Bench.Tenants;

/// <summary>
/// A host as a process of its own with 1,000 tenants: memory of live ones after five pages and a save, then what is left when all were let go, then the first page of a cold one.
/// <c>CRM_BENCH_TENANTS</c> says how many of them are visited; 20 without it.
/// </summary>
public sealed class IdleBench : IBench
{
    private const int Tenants = 1_000;
    private const int Warm = 5;
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(6);

    private readonly int _visited = int.Parse(Environment.GetEnvironmentVariable("CRM_BENCH_TENANTS") ?? "20", CultureInfo.InvariantCulture);

    public string Name => "idle";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("tenants");
        await ManyTenants.MakeAsync(folder.Path, Tenants, cancellationToken);
        return [.. await LiveAsync(folder.Path, cancellationToken), .. await ReleasedAsync(folder.Path, cancellationToken)];
    }

    private async Task<IReadOnlyList<BenchRow>> LiveAsync(string folder, CancellationToken cancellationToken)
    {
        await using var host = await HostProcess.StartReadyAsync(folder, cancellationToken);
        await VisitAsync(host, 0, Warm, cancellationToken);
        await Task.Delay(s_rest, cancellationToken);
        var before = Machine.ResidentMiB(host.Id);
        await VisitAsync(host, Warm, _visited, cancellationToken);
        await Task.Delay(s_rest, cancellationToken);
        var each = (Machine.ResidentMiB(host.Id) - before) / _visited;
        return
        [
            BenchRow.AtMost($"memory of a live idle tenant after five pages and a save, {_visited} tenants", "MiB", each, 2, "Orchard Core 3.0-preview", 6),
            BenchRow.Fact($"memory of the host with {Tenants:N0} tenants known and {_visited + Warm} live", "MiB", Machine.ResidentMiB(host.Id)),
        ];
    }

    private async Task<IReadOnlyList<BenchRow>> ReleasedAsync(string folder, CancellationToken cancellationToken)
    {
        await using var host = await HostProcess.StartReadyAsync(folder, new Dictionary<string, string> { ["Tenants:IdleMinutes"] = "0.05" }, cancellationToken);
        using var visitor = new Visitor(host.Address);
        await FirstPagesAsync(visitor, 0, Warm, cancellationToken);
        var before = Machine.ResidentMiB(host.Id);
        await FirstPagesAsync(visitor, Warm, _visited, cancellationToken);
        await Task.Delay(s_rest, cancellationToken);
        for (var look = 0; look < 30 && Machine.OpenFiles(host.Id, "/Sites/T") > 0; look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken); // the release comes by its own clock, later on a machine that is at work
        }

        var (files, left) = (Machine.OpenFiles(host.Id, "/Sites/T"), (Machine.ResidentMiB(host.Id) - before) / _visited);
        var cold = await FirstPagesAsync(visitor, 0, Warm, cancellationToken);
        return
        [
            BenchRow.AtMost($"files held open by {_visited + Warm} tenants that were let go", "files", files, 0),
            BenchRow.Fact("memory that a tenant leaves behind when it is let go", "MiB", left),
            BenchRow.AtMost("first page of a cold tenant", "ms", Figures.Median(cold), 100, "Orchard Core 3.0-preview", 320),
        ];
    }

    private static async Task<IReadOnlyList<double>> FirstPagesAsync(Visitor visitor, int from, int count, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var n = from; n < from + count; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await visitor.ReadAsync($"/t{n}/login", cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }

    private static async Task VisitAsync(HostProcess host, int from, int count, CancellationToken cancellationToken)
    {
        for (var n = from; n < from + count; n++)
        {
            using var visitor = await new Visitor(host.Address).SignInAsync($"/t{n}");
            foreach (var page in new[] { "/", "/admin", "/admin/people", "/admin/content" })
            {
                await visitor.ReadAsync($"/t{n}{page}", cancellationToken);
            }

            var form = Visitor.FieldsOf(await visitor.ReadAsync($"/t{n}/admin/people/new", cancellationToken));
            form["Input.FamilyName"] = $"Lefèvre {n}";
            var status = await visitor.PostFormAsync($"/t{n}/admin/people/new", form, cancellationToken);
            if (status != HttpStatusCode.Redirect)
            {
                throw new InvalidOperationException($"A new person in tenant {n} answered {(int)status}.");
            }
        }
    }
}
