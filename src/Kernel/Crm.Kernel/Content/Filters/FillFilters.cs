using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Content.Filters;

/// <summary>Goes through the items of types with a newly filterable field, in small units of work; it can stop anywhere and goes on where it was.</summary>
[BackgroundTask(Title = "Fill filters", Schedule = "* * * * *", WakesTenant = false, Description = "Puts the values of newly filterable fields into their filter.")]
internal sealed class FillFilters : IBackgroundTask
{
    private const int LargestBatch = 500;

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var documents = serviceProvider.GetRequiredService<IDocumentManager<FilterBackfill>>();
        if ((await documents.GetOrCreateImmutableAsync()).Pending.Count == 0)
        {
            return;
        }

        await serviceProvider.GetRequiredService<IContentDefinitionManager>().ListLayoutsAsync();
        var session = serviceProvider.GetRequiredService<ISession>();
        var pace = new BatchPace(serviceProvider.GetRequiredService<ChangeContext>(), LargestBatch);
        var locks = serviceProvider.GetRequiredService<TenantLocks>();
        while (!cancellationToken.IsCancellationRequested)
        {
            await locks.HoldInTransactionAsync(FilterBackfill.Lock);
            if (await documents.GetOrCreateMutableAsync() is not { Pending.Count: > 0 } state)
            {
                return;
            }

            await FillBatchAsync(session, state, pace.Size);
            await documents.UpdateAsync(state);
            await session.SaveChangesAsync();
            pace.Learn();
        }
    }

    /// <summary>Saving an item that did not change writes its missing index rows and nothing else.</summary>
    private static async Task FillBatchAsync(ISession session, FilterBackfill state, int size)
    {
        var pending = state.Pending[0];
        var (type, cursor) = (pending.ContentType, pending.Cursor);
        var ids = await session.QueryIndex<ContentItemIndex>()
            .Where(index => index.ContentType == type && (index.Latest || index.Published) && index.DocumentId > cursor)
            .OrderBy(index => index.DocumentId).Select(index => index.DocumentId).Take(size).ToListAsync();
        foreach (var item in await session.GetAsync<ContentItem>(ids))
        {
            await session.SaveAsync(item, checkConcurrency: true);
        }

        if (ids.Count == size)
        {
            pending.Cursor = ids[^1];
            return;
        }

        state.Pending.RemoveAt(0);
        state.Ready.AddRange(pending.Fields.Select(field => FilterBackfillPlan.Key(type, field)));
    }
}
