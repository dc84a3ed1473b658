using System.Net;
using Crm.Bench.Hosts;

namespace Crm.Bench.Import;

/// <summary>A person's form saved over HTTP, alone and while an import of people runs in the same tenant; server time, SQLite.</summary>
public sealed class LoadBench : IBench
{
    private const int Saves = 60;
    private const int Imported = 60_000;

    public string Name => "load";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("load");
        var file = Path.Combine(folder.Path, "people.csv");
        await PeopleFile.WriteAsync(file, 0, 1_000);
        await using var host = await BenchHost.StartAsync(Path.Combine(folder.Path, "data"), "b2b", cancellationToken);
        await ImportBench.RunAsync(host, file, cancellationToken);
        using var visitor = await new Visitor(host.Address).SignInAsync();
        await host.Clock.NextAsync(cancellationToken);
        await host.Clock.NextAsync(cancellationToken);
        var people = Ids(host.Database);
        await SaveAsync(host, visitor, people, cancellationToken); // not counted
        var alone = await Figures.MedianAsync(async () => Figures.P95(await SaveAsync(host, visitor, people, cancellationToken)));
        var (busy, imported) = (new List<double>(), 1_000);
        for (var round = 0; round < Figures.Rounds; round++, imported += Imported)
        {
            await PeopleFile.WriteAsync(file, imported, Imported);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var import = Task.Run(() => ImportBench.RunAsync(host, file, enough.Token), cancellationToken);
            var times = await SaveAsync(host, visitor, people, cancellationToken);
            if (import.IsCompleted)
            {
                throw new InvalidOperationException("The import ended before the saves did.", import.Exception);
            }

            await enough.CancelAsync();
            await import.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            busy.Add(Figures.P95(times));
        }

        return
        [
            BenchRow.AtMost("a person's save alone, SQLite", "ms p95", alone, 150),
            BenchRow.AtMost("a person's save while an import runs, SQLite", "ms p95", Figures.Median(busy), 150, "the same alone", alone),
        ];
    }

    private static async Task<IReadOnlyList<double>> SaveAsync(BenchHost host, Visitor visitor, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < Saves; i++)
        {
            var address = $"/admin/people/{people[i % people.Count]}/edit";
            var form = Visitor.FieldsOf(await visitor.ReadAsync(address, cancellationToken));
            await host.Clock.NextAsync(cancellationToken);
            form["Input.Notes"] = $"Noted {Guid.NewGuid():N}";
            var status = await visitor.PostFormAsync(address, form, cancellationToken);
            times.Add(await host.Clock.NextAsync(cancellationToken));
            if (status != HttpStatusCode.Redirect)
            {
                throw new InvalidOperationException($"Saving a person answered {(int)status}.");
            }
        }

        return times;
    }

    private static List<string> Ids(string database)
    {
        using var connection = Sql.Open(database);
        return connection.Texts("SELECT ContentItemId FROM PersonIndex LIMIT 50");
    }
}
