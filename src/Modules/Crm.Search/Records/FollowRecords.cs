using Crm.Kernel.Data;

namespace Crm.Search.Records;

/// <summary>Moves this node's index of records on along the change log, and begins a new one when there is none, or when it is of another making than is wanted now.</summary>
internal sealed class FollowRecords(RecordIndex records, RecordTypes types, RecordChanges changes, ChangeFeed feed) : INodeFollower
{
    /// <summary>The name on the followers page.</summary>
    public const string FollowerName = "search";

    /// <inheritdoc/>
    public string Name => FollowerName;

    /// <inheritdoc/>
    public async Task<NodeProgress> FollowAsync(CancellationToken cancellationToken)
    {
        var index = records.Index;
        if (!index.Own())
        {
            return new NodeProgress(null, 0, HasMore: false);
        }

        var wanted = (await types.ReadAsync()).Key;
        if (index.Key != wanted)
        {
            await records.StartBuildAsync(wanted);
        }

        if (index.Key is null)
        {
            return new NodeProgress(null, 0, HasMore: false);
        }

        await records.Gate.WaitAsync(cancellationToken);
        try
        {
            return await AdvanceAsync(cancellationToken);
        }
        finally
        {
            records.Gate.Release();
        }
    }

    private async Task<NodeProgress> AdvanceAsync(CancellationToken cancellationToken)
    {
        var (index, position) = (records.Index, records.Index.Position);
        var next = await changes.NextAsync(position, cancellationToken);

        // A database put back to an earlier state ends before the index does.
        if (next.IsCutOff || (next.Reached == position && position > await feed.LastAsync(cancellationToken)))
        {
            await records.StartBuildAsync((await types.ReadAsync()).Key);
            return new NodeProgress(index.Node, index.Committed, HasMore: false);
        }

        if (next.Ids.Count > 0)
        {
            index.Write(next.Ids, next.Documents, next.Reached);
        }
        else if (next.Reached > position)
        {
            index.Pass(next.Reached);
        }

        return new NodeProgress(index.Node, index.Committed, HasMore: next.Reached > position) { Lines = next.Reached - position, IsFull = next.Reached - position >= RecordChanges.Lines };
    }
}
