using Crm.Contacts.Names;
using Crm.Contacts.Numbers;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Contacts.Demo;

/// <summary>Loads the demo into the tenant and takes it out again.</summary>
internal sealed class LoadDemo(ISession session, IDocumentManager<DemoRecord> records, IEnumerable<IDemoRows> rows, PersonNumbers numbers, ChangeContext change, TimeProvider time)
{
    /// <summary>The seed when none is asked for.</summary>
    public const int DefaultSeed = 24;

    private const int LargestBatch = 500;

    /// <summary>Loads up to that size what is not there yet, and gives what is there now.</summary>
    /// <param name="asOf">The day that stands for today; the tenant's today when null. A seed keeps the day it was first loaded with.</param>
    public async Task<DemoLoad> RunAsync(DemoSize size, int seed, DateOnly? asOf, CancellationToken cancellationToken)
    {
        var load = (await records.GetOrCreateImmutableAsync()).Loads.Find(one => one.Seed == seed)
            ?? new DemoLoad { Seed = seed, AsOf = asOf ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) };
        var generator = new DemoGenerator(seed, load.AsOf);
        var pace = new BatchPace(change, LargestBatch / 4);
        (change.BatchId, change.Event, change.IsBackground) = (ContentId.New(), "DemoLoaded", true);
        try
        {
            while (load.Families < size.Families)
            {
                load = await StoreAsync(generator, load, Math.Min(size.Families, load.Families + pace.Size), cancellationToken);
                pace.Learn();
            }
        }
        finally
        {
            (change.BatchId, change.Event) = (null, null);
        }

        return load;
    }

    /// <summary>Removes every row that the demo made, and nothing else. Gives how many.</summary>
    public async Task<int> ClearAsync(CancellationToken cancellationToken)
    {
        (change.BatchId, change.Event, change.IsBackground) = (ContentId.New(), "DemoCleared", true);
        try
        {
            return await ClearLoadsAsync(cancellationToken);
        }
        finally
        {
            (change.BatchId, change.Event) = (null, null);
        }
    }

    private async Task<int> ClearLoadsAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var record = await records.GetOrCreateMutableAsync();
        var pace = new BatchPace(change, LargestBatch);
        foreach (var load in record.Loads.ToList())
        {
            var (from, to) = (DemoId.Prefix(load.Seed), Fold.After(DemoId.Prefix(load.Seed)));
            foreach (var module in rows)
            {
                await module.ClearAsync(from, to, cancellationToken);
                await session.SaveChangesAsync();
            }

            int found;
            do
            {
                found = await ClearBatchAsync(from, to, pace.Size, cancellationToken);
                pace.Learn();
                removed += found;
            }
            while (found > 0);

            record = await records.GetOrCreateMutableAsync();
            record.Loads.RemoveAll(one => one.Seed == load.Seed);
            await records.UpdateAsync(record);
            await session.SaveChangesAsync();
        }

        return removed;
    }

    private async Task<DemoLoad> StoreAsync(DemoGenerator generator, DemoLoad load, int families, CancellationToken cancellationToken)
    {
        var (items, scenes) = (new List<ContentItem>(), new List<DemoScene>());
        var people = load.People;
        for (var number = load.Families; number < families; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var family = generator.Family(number);
            items.AddRange(family.Items);
            scenes.Add(new DemoScene(load.Seed, number, load.AsOf, family.Items));
            foreach (var module in rows)
            {
                items.AddRange(await module.OfAsync(scenes[^1]));
            }

            people += family.People;
        }

        await numbers.GiveAsync(items);
        foreach (var item in items)
        {
            await session.SaveAsync(item);
        }

        foreach (var module in rows)
        {
            await module.FillAsync(scenes, cancellationToken);
        }

        var record = await records.GetOrCreateMutableAsync();
        record.Loads.RemoveAll(one => one.Seed == load.Seed);
        record.Loads.Add(load = new DemoLoad { Seed = load.Seed, AsOf = load.AsOf, Families = families, People = people });
        await records.UpdateAsync(record);
        await session.SaveChangesAsync();
        items.ForEach(session.Detach);
        return load;
    }

    private async Task<int> ClearBatchAsync(string from, string to, int size, CancellationToken cancellationToken)
    {
        var items = await session.Query<ContentItem, ContentItemIndex>(index => string.Compare(index.ContentItemId, from) >= 0 && string.Compare(index.ContentItemId, to) < 0)
            .Take(size).ListAsync(cancellationToken);
        foreach (var item in items)
        {
            session.Delete(item);
        }

        await session.SaveChangesAsync();
        return items.Count;
    }
}
