using System.Diagnostics;
using Crm.Bench.Hosts;
using Crm.Kernel.Tenants;

namespace Crm.Bench.Start;

/// <summary>From nothing to a page: start, memory when idle, an empty folder made a tenant, a setup in a running host.</summary>
public sealed class StartBench : IBench
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(8);

    public string Name => "start";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var empty = new List<double>();
        var folders = Enumerable.Range(0, Figures.Rounds).Select(_ => new WorkFolder("start")).ToList();
        try
        {
            foreach (var folder in folders)
            {
                empty.Add((await FirstAnswerAsync(folder.Path, cancellationToken, HostProcess.Setup("b2b"))).Login);
            }

            var (healthy, page, cpu, memory) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            foreach (var folder in folders)
            {
                var take = await FirstAnswerAsync(folder.Path, cancellationToken);
                (healthy, page, cpu, memory) = ([.. healthy, take.Health], [.. page, take.Login], [.. cpu, take.Cpu], [.. memory, take.Memory]);
            }

            return
            [
                BenchRow.AtMost("start to the first 200 of a page (sign-in of a b2b tenant)", "ms", Figures.Median(page), 1000),
                BenchRow.Fact("start to the first 200 of /healthz", "ms", Figures.Median(healthy)),
                BenchRow.Fact("processor time from start to the first page", "CPU ms", Figures.Median(cpu)),
                BenchRow.AtMost("memory when idle, a b2b tenant, after its first page", "MiB", Figures.Median(memory), 120),
                BenchRow.AtMost("empty folder to ready tenant (b2b)", "ms", Figures.Median(empty), 5000),
                .. await SetupsAsync(cancellationToken),
            ];
        }
        finally
        {
            folders.ForEach(folder => folder.Dispose());
        }
    }

    private static async Task<(double Health, double Login, double Cpu, double Memory)> FirstAnswerAsync(string folder, CancellationToken cancellationToken, params string[] options)
    {
        await using var host = HostProcess.Start(folder, options);
        using var visitor = new Visitor(host.Address);
        var health = await visitor.WaitFor200Async("/healthz", host.Started, cancellationToken);
        var login = await visitor.WaitFor200Async("/login", host.Started, cancellationToken);
        var cpu = host.CpuMs;
        if (options.Length == 0)
        {
            await Task.Delay(s_rest, cancellationToken);
        }

        return (health, login, cpu, Machine.ResidentMiB(host.Id));
    }

    private static async Task<IReadOnlyList<BenchRow>> SetupsAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("setup");
        await using var host = await BenchHost.StartAsync(folder.Path, "blank", cancellationToken);
        var (times, cpu) = (new List<double>(), new List<double>());
        for (var i = 0; i < Figures.Rounds + 1; i++)
        {
            var settings = new ShellSettings { Name = $"Blank{i}", RequestUrlPrefix = $"blank{i}" };
            await host.Shells.UpdateShellSettingsAsync(settings);
            var (started, before) = (Stopwatch.GetTimestamp(), Machine.CpuMs(Environment.ProcessId));
            await host.SetUpAsync(settings, "blank", cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            cpu.Add(Machine.CpuMs(Environment.ProcessId) - before);
        }

        return [BenchRow.AtMost("blank setup in a running host", "ms", Figures.Median(times[1..]), 1200, "Orchard Core on such a machine", 1800), BenchRow.Fact("processor time of a blank setup", "CPU ms", Figures.Median(cpu[1..]))];
    }
}
