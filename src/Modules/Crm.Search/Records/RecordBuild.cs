using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Search;
using Crm.Kernel.Tenants;
using Crm.Search.Index;
using LinqToDB.Async;
using Lucene.Net.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Records;

/// <summary>
/// Makes the index of records anew: all records as they are, then what changed meanwhile, along the change log; the last stretch of it and the swap happen while nobody else
/// moves the index on. Each batch has a scope of its own, so that no long reading keeps the database's journal from being cut.
/// </summary>
internal sealed class RecordBuild(RecordIndex owner, IServiceScopeFactory scopes)
{
    private const int Batch = 1000;

    public async Task RunAsync(string key, Action<Func<BuildState, BuildState>> report, CancellationToken cancellationToken)
    {
        var (position, total, attached) = await InScopeAsync(async services => (
            await services.GetRequiredService<ChangeFeed>().LastAsync(cancellationToken),
            await services.GetRequiredService<ISession>().QueryIndex<ContentItemIndex>().LongCountAsync(cancellationToken),
            (await services.GetRequiredService<RecordTypes>().ReadAsync()).Attached.Select(type => type.About.ContentType).ToList()));
        report(state => state with { Total = total });
        using var build = owner.Index.BeginBuild();
        await AddAllAsync(build, report, cancellationToken);
        foreach (var type in attached)
        {
            await AddAttachedAsync(build, type, cancellationToken);
        }

        position = await CatchUpAsync(build, position, cancellationToken);
        await owner.Gate.WaitAsync(cancellationToken);
        try
        {
            position = await CatchUpAsync(build, position, cancellationToken);
            owner.Index.Swap(build, key, position);
        }
        finally
        {
            owner.Gate.Release();
        }
    }

    // While one batch is being indexed the next one is read.
    private async Task AddAllAsync(IndexBuild build, Action<Func<BuildState, BuildState>> report, CancellationToken cancellationToken)
    {
        var adding = Task.CompletedTask;
        var after = 0L;
        do
        {
            var (records, looked, last) = await InScopeAsync(services => services.GetRequiredService<RecordDocuments>().NextAsync(after, Batch, cancellationToken));
            await adding;
            adding = Task.Run(() => build.Add(records.Select(record => RecordDocuments.Of(record.Item, record.Type))), cancellationToken);
            report(state => state with { Done = state.Done + looked });
            after = last;
        }
        while (after > 0);
        await adding;
    }

    private async Task AddAttachedAsync(IndexBuild build, string type, CancellationToken cancellationToken)
    {
        var after = 0L;
        do
        {
            after = await InScopeAsync(async services =>
            {
                var source = (IAttachedSource)(await services.GetRequiredService<RecordTypes>().ReadAsync()).Types[type].Source;
                var (ids, last) = await source.NextAsync(after, Batch, cancellationToken);
                build.Add((await services.GetRequiredService<RecordDocuments>().ReadAsync(ids, cancellationToken)).Values);
                return last;
            });
        }
        while (after > 0);
    }

    private async Task<long> CatchUpAsync(IndexBuild build, long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            var reached = await InScopeAsync(async services =>
            {
                var changes = await services.GetRequiredService<RecordChanges>().NextAsync(position, cancellationToken);
                if (changes.IsCutOff)
                {
                    throw new InvalidOperationException("The change log was trimmed while the index was made.");
                }

                build.Write(changes.Ids, changes.Documents);
                return changes.Reached;
            });
            if (reached == position)
            {
                return position;
            }

            position = reached;
        }
    }

    private Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work) => UnitOfWork.ReadInBackgroundAsync(scopes, work);
}

/// <summary>What changed of the records along a stretch of the change log.</summary>
/// <param name="Ids">The records that changed.</param>
/// <param name="Documents">The documents of those that are still there.</param>
internal sealed record ChangedRecords(IReadOnlyList<string> Ids, IReadOnlyDictionary<string, Document> Documents, long Reached, bool IsCutOff);

/// <summary>Reads from the change log which records changed, and what they are now; scoped.</summary>
internal sealed class RecordChanges(ChangeFeed feed, RecordTypes types, RecordDocuments documents, AttachedDocuments attached)
{
    /// <summary>How many lines of the log are taken at once.</summary>
    public const int Lines = 1000;

    /// <summary>The next stretch after that line.</summary>
    public async Task<ChangedRecords> NextAsync(long position, CancellationToken cancellationToken)
    {
        var stretch = await feed.ReadAsync(position, Lines, cancellationToken);
        var searched = await types.ReadAsync();
        var ids = stretch.Entries.Where(entry => entry.ItemId is not null && searched.Follows(entry.Type)).Select(entry => entry.ItemId!).Distinct().ToList();
        ids = [.. ids.Union(await attached.OfAsync(ids, cancellationToken))];
        return new ChangedRecords(ids, ids.Count == 0 ? new Dictionary<string, Document>() : await documents.ReadAsync(ids, cancellationToken), stretch.Reached, stretch.IsCutOff);
    }
}
