using Crm.Kernel.Data;
using Crm.Kernel.Tenants;

namespace Crm.Contacts.Stages;

/// <summary>The stages of the tenant's life cycle; scoped. What other modules ask: which there are, which mean "client", and what happened.</summary>
public sealed class LifeCycle
{
    private readonly IDocumentManager<LifeCycleDocument> _documents;
    private readonly StageNames _names;
    private readonly ISession _session;

    internal LifeCycle(IDocumentManager<LifeCycleDocument> documents, StageNames names, ISession session) => (_documents, _names, _session) = (documents, names, session);

    /// <summary>The stages in their order, retired ones too.</summary>
    public async Task<IReadOnlyList<Stage>> ListAsync()
    {
        var stages = (await _documents.GetOrCreateImmutableAsync()).Stages;
        _names.Keep(stages);
        return stages;
    }

    /// <summary>The keys of the stages of that kind, retired ones too.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(StageKind kind) => [.. (await ListAsync()).Where(stage => stage.Kind == kind).Select(stage => stage.Key)];

    /// <summary>
    /// The changes of stage that those entries of the change log brought: what a follower reads that acts when a prospect becomes a client. A change that was undone is not among them;
    /// an undo comes as an entry that names <see cref="LifeCyclePart.ChangesPath"/> and brings none.
    /// </summary>
    public async Task<IReadOnlyList<StageChangeIndex>> ChangesOfAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken)
    {
        var told = entries.Where(entry => entry is { Kind: "document", Type: ContactTypes.Person } && (entry.Fields.Count == 0 || entry.Fields.Contains(LifeCyclePart.ChangesPath)))
            .Select(entry => (entry.DocumentId, entry.Version)).ToHashSet();
        var changes = new List<StageChangeIndex>();
        foreach (var ids in told.Select(entry => entry.DocumentId).Distinct().Chunk(500))
        {
            changes.AddRange((await LinqToDB.Async.AsyncExtensions.ToListAsync(_session.QueryIndex<StageChangeIndex>().Where(row => ids.Contains(row.DocumentId)), cancellationToken))
                .Where(row => told.Contains((row.DocumentId, row.Version))));
        }

        return changes;
    }

    /// <summary>Changes the stages; stored with this unit of work.</summary>
    internal async Task ChangeAsync(Action<List<Stage>> change)
    {
        var document = await _documents.GetOrCreateMutableAsync();
        change(document.Stages);
        await _documents.UpdateAsync(document);
    }
}

/// <summary>Reads the stages when the shell comes to life; migrations have run by then.</summary>
internal sealed class ReadStages(LifeCycle lifeCycle) : IModularTenantEvents
{
    public Task ActivatedAsync() => lifeCycle.ListAsync();
}
