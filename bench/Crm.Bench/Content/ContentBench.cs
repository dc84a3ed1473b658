using System.Diagnostics;
using System.Net;
using System.Text;
using Crm.Bench.Hosts;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Harvest;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Content;

/// <summary>The work that Orchard Core 3.0-preview was measured with on such a machine: import by recipe, POST of one item, list, editor, front page; SQLite.</summary>
public sealed class ContentBench : IBench
{
    private const int Items = 5_000;
    private const int Requests = 400;
    private const string Orchard = "Orchard Core 3.0-preview, SQLite";

    public string Name => "content";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
        => [.. await ImportAsync(cancellationToken), .. await PagesAsync(cancellationToken)];

    private static async Task<IReadOnlyList<BenchRow>> ImportAsync(CancellationToken cancellationToken)
    {
        var (rates, cpus) = (new List<double>(), new List<double>());
        using var folder = new WorkFolder("content");
        var file = await Articles.WriteRecipeAsync(folder.Path, Items, cancellationToken);
        for (var round = 0; round < Figures.Rounds; round++)
        {
            await using var host = await BenchHost.StartAsync(Path.Combine(folder.Path, $"data{round}"), "blank", cancellationToken);
            var (started, cpu) = (Stopwatch.GetTimestamp(), Machine.CpuMs(Environment.ProcessId));
            var report = await host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(host.Default, RecipeFile.Describe(file), cancellationToken: cancellationToken);
            if (!report.Succeeded)
            {
                throw new InvalidOperationException(string.Join("; ", report.Problems.Select(problem => problem.Message).Concat(report.Steps.Select(step => step.Message))));
            }

            rates.Add(Items / Stopwatch.GetElapsedTime(started).TotalSeconds);
            cpus.Add((Machine.CpuMs(Environment.ProcessId) - cpu) / Items);
        }

        return
        [
            BenchRow.AtLeastTimes($"recipe content import, {Items:N0} items, check and run", "items/s", Figures.Median(rates), 20, Orchard, 176),
            BenchRow.Fact("the same in processor time", "CPU ms an item", Figures.Median(cpus), Orchard, 6.3),
        ];
    }

    private static async Task<IReadOnlyList<BenchRow>> PagesAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("content");
        await using (await HostProcess.StartReadyAsync(folder.Path, cancellationToken, HostProcess.Setup("b2b")))
        {
            await HostProcess.RunAsync(folder.Path, cancellationToken, "recipe", await Articles.WriteRecipeAsync(folder.Path, 500, cancellationToken));
        }

        var token = await HostProcess.RunAsync(folder.Path, cancellationToken, "token", "--user", BenchHost.User);
        await using var host = await HostProcess.StartReadyAsync(folder.Path, cancellationToken);
        using var anonymous = new Visitor(host.Address);
        using var editor = await new Visitor(host.Address).SignInAsync();
        using var program = new Visitor(host.Address) { Token = token };
        var item = $"/admin/content/item/{Articles.Id('r', 7)}/edit";
        return
        [
            BenchRow.Fact("an empty answer (/healthz), for scale", "CPU ms", await host.CpuPerRequestAsync(2 * Requests, _ => anonymous.ReadAsync("/healthz", cancellationToken))),
            BenchRow.AtMost("front page", "CPU ms", await host.CpuPerRequestAsync(2 * Requests, _ => anonymous.ReadAsync("/", cancellationToken)), 0.4, Orchard, 0.7),
            BenchRow.AtMost("admin list of 50", "CPU ms", await host.CpuPerRequestAsync(Requests, _ => editor.ReadAsync($"/admin/content/{Articles.Type}", cancellationToken)), 2.5, Orchard, 20),
            BenchRow.AtMost("editor page", "CPU ms", await host.CpuPerRequestAsync(Requests, _ => editor.ReadAsync(item, cancellationToken)), 1.5, Orchard, 3.8),
            .. await PostsAsync(host, program, cancellationToken),
        ];
    }

    // The rate of one client after the other is the figure that Orchard's was.
    private static async Task<IReadOnlyList<BenchRow>> PostsAsync(HostProcess host, Visitor program, CancellationToken cancellationToken)
    {
        var number = 1_000;
        var cpu = await host.CpuPerRequestAsync(Requests, _ => PostAsync(program, number++, cancellationToken));
        var rate = await Figures.MedianAsync(async () =>
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Requests; i++)
            {
                await PostAsync(program, number++, cancellationToken);
            }

            return Requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
        });
        return [BenchRow.AtLeastTimes("POST one item, one client", "items/s", rate, 5, Orchard, 231), BenchRow.Fact("POST one item in processor time", "CPU ms", cpu)];
    }

    private static async Task PostAsync(Visitor program, int number, CancellationToken cancellationToken)
    {
        var status = await program.PostAsync("/api/content", new StringContent(Articles.Item(number, null).ToJsonString(), Encoding.UTF8, "application/json"), cancellationToken);
        if (status != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"POST of an item answered {(int)status}.");
        }
    }
}
