using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Search.Index;
using LinqToDB.Async;
using Lucene.Net.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Profiles;

/// <summary>
/// Moves the indexes of the profiles on along the change log, and makes those anew that are of another making than is wanted. They are made while nothing else follows: content that
/// queries ask for is a site's, not its people.
/// </summary>
internal sealed class FollowProfiles(ProfileIndexes indexes, IDocumentManager<IndexProfiles> documents, IContentDefinitionManager definitions, ChangeFeed feed, ISession session, IServiceScopeFactory scopes) : INodeFollower
{
    private const int Batch = 500;
    private const int Lines = 200;

    /// <inheritdoc/>
    public string Name => "search-profiles";

    /// <inheritdoc/>
    public async Task<NodeProgress> FollowAsync(CancellationToken cancellationToken)
    {
        var profiles = (await documents.GetOrCreateImmutableAsync()).All;
        indexes.Keep(profiles);
        NodeProgress? least = null;
        foreach (var profile in profiles)
        {
            var index = indexes.Get(profile);
            if (!index.Own())
            {
                continue;
            }

            var more = index.Key == profile.Key ? await AdvanceAsync(profile, index, cancellationToken) : await MakeAsync(profile, index, cancellationToken);
            least = new NodeProgress(index.Node, Math.Min(index.Committed, least?.Position ?? long.MaxValue), more || least?.HasMore == true);
        }

        return least ?? new NodeProgress(null, 0, HasMore: false);
    }

    private async Task<bool> MakeAsync(IndexProfile profile, SearchIndex index, CancellationToken cancellationToken)
    {
        var position = await feed.LastAsync(cancellationToken);
        using var build = index.BeginBuild();
        for (var after = 0L; after >= 0;)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ChangeContext>().IsReadOnly = true;
            var reading = scope.ServiceProvider.GetRequiredService<ISession>();
            var begin = after;
            var rows = await reading.QueryIndex<ContentItemIndex>().Where(row => row.DocumentId > begin).OrderBy(row => row.DocumentId).Take(Batch).ToListAsync(cancellationToken);
            build.Add((await DocumentsAsync(profile, await reading.GetAsync<ContentItem>(rows.Where(row => IsIn(profile, row)).Select(row => row.DocumentId)))).Values);
            after = rows.Count < Batch ? -1 : rows[^1].DocumentId;
        }

        index.Swap(build, profile.Key, position);
        return true;
    }

    private async Task<bool> AdvanceAsync(IndexProfile profile, SearchIndex index, CancellationToken cancellationToken)
    {
        var stretch = await feed.ReadAsync(index.Position, Lines, cancellationToken);
        if (stretch.IsCutOff)
        {
            return await MakeAsync(profile, index, cancellationToken);
        }

        var changed = stretch.Entries.Where(entry => entry.ItemId is not null && profile.IndexedContentTypes.Contains(entry.Type)).Select(entry => entry.ItemId!).Distinct().ToList();
        foreach (var ids in changed.Chunk(Batch))
        {
            // All versions: the one that was in the index may not be the one that comes into it.
            var rows = await session.QueryIndex<ContentItemIndex>().Where(row => ids.Contains(row.ContentItemId)).ToListAsync(cancellationToken);
            var items = await session.GetAsync<ContentItem>(rows.Where(row => IsIn(profile, row)).Select(row => row.DocumentId));
            index.Write(rows.Select(row => row.ContentItemVersionId).Distinct(), await DocumentsAsync(profile, items), ids.Length == changed.Count ? stretch.Reached : index.Position);
        }

        if (stretch.Reached > index.Position)
        {
            index.Pass(stretch.Reached);
        }

        return stretch.Entries.Count > 0;
    }

    private async Task<Dictionary<string, Document>> DocumentsAsync(IndexProfile profile, IEnumerable<ContentItem> items)
    {
        var found = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (await definitions.GetLayoutAsync(item.ContentType) is { } type && profile.IndexedContentTypes.Contains(item.ContentType))
            {
                found[item.ContentItemVersionId] = ContentDocument.Of(item, type);
            }
        }

        return found;
    }

    private static bool IsIn(IndexProfile profile, ContentItemIndex row) => (profile.IndexLatest ? row.Latest : row.Published) && profile.IndexedContentTypes.Contains(row.ContentType);
}
