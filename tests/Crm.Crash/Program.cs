using Crm.Crash;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Migrations;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

if (args is ["index", var folder])
{
    IndexWrites.Run(folder);
    return;
}

// Saves parcels until it is killed, and tells of each step on its output: the test counts the steps and kills at one of them.
// Arguments: data folder, provider, connection string, schema.
var settings = new ShellSettings { Name = "Post" };
(settings["DatabaseProvider"], settings["ConnectionString"], settings["Schema"]) = (args[1], args[2], args[3]);
using var stores = new TenantStores(new AppDataOptions(args[0]));
var services = new ServiceCollection();
services.AddSingleton(stores).AddSingleton(settings).AddDataKernel().AddIndexProvider<ParcelIndexes>().AddDataMigration<ParcelMigration>();
await using var provider = services.BuildServiceProvider();
await DataMigrations.RunAsync(provider);
Console.WriteLine("ready");

for (var turn = 0; ; turn++)
{
    await using var scope = provider.CreateAsyncScope();
    if (turn % 3 == 0)
    {
        scope.ServiceProvider.GetRequiredService<ChangeContext>().BatchId = $"{Environment.ProcessId}-{turn}";
    }

    await UnitOfWork.RunAsync(scope.ServiceProvider, () => SaveAsync(scope.ServiceProvider.GetRequiredService<ISession>(), turn));
    Console.WriteLine("committed");
}

static async Task SaveAsync(ISession session, int turn)
{
    var present = await session.Query<Parcel, ParcelIndex>().OrderByDescending(row => row.Weight).Take(4).ListAsync();
    for (var n = 0; n < 5; n++)
    {
        await session.SaveAsync(new Parcel { Code = $"{turn}-{n}", Weight = turn, Stamps = [.. Enumerable.Repeat("red", n)] });
    }

    foreach (var parcel in present.Take(3))
    {
        parcel.Stamps = [$"{turn}", .. parcel.Stamps.Skip(1)];
        parcel.Weight++;
        await session.SaveAsync(parcel);
    }

    Console.WriteLine("marked");
    await session.FlushAsync();
    Console.WriteLine("flushed");
    if (present.Count == 4)
    {
        session.Delete(present[3]);
    }
}
