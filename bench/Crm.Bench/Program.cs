using Crm.Bench;

var benches = typeof(IBench).Assembly.GetTypes()
    .Where(type => type.IsAssignableTo(typeof(IBench)) && type is { IsAbstract: false, IsInterface: false })
    .Select(type => (IBench)Activator.CreateInstance(type)!)
    .Where(bench => Arguments.Names.Count == 0 || Arguments.Names.Contains(bench.Name))
    .OrderBy(bench => bench.Name)
    .ToList();
if (benches.Count == 0)
{
    Console.Error.WriteLine($"There is no bench named {string.Join(", ", Arguments.Names)}.");
    return 1;
}

var results = new Results(Path.Combine(Directory.GetCurrentDirectory(), "bench"));
foreach (var bench in benches)
{
    var load = Machine.Load();
    var rows = await bench.RunAsync(CancellationToken.None);
    rows = [.. rows, BenchRow.Fact($"{bench.Name}: load of the machine before and after; above 2 it was shared and times are upper bounds", "processes", load, "after", Machine.Load())];
    if (!Arguments.HasOptions)
    {
        results.Write(bench.Name, rows);
    }

    foreach (var row in rows)
    {
        Console.WriteLine(Results.Line(row));
    }
}

return 0;
