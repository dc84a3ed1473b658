using Crm.Kernel.Content;
using Crm.Kernel.Search;
using Lucene.Net.Documents;

namespace Crm.Search.Records;

/// <summary>Records that belong to an item, each with the newest version of that item.</summary>
internal sealed record HostedRecord(ContentItem Item, ContentItem Host);

/// <summary>Reads what belongs to records and makes the index's documents of it: they bear the owner and the type of the record they belong to, by which they are found. Scoped.</summary>
internal sealed class AttachedDocuments(IContentManager content, RecordTypes types)
{
    /// <summary>Those of these ids whose host is there and not in the trash, in the order of the ids.</summary>
    public async Task<IReadOnlyList<HostedRecord>> ReadAsync(IAttachedSource source, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var records = (await source.ReadAsync(ids, cancellationToken)).ToDictionary(record => record.Item.ContentItemId);
        var hosts = records.Count == 0 ? [] : (await content.GetAsync(records.Values.Select(record => record.HostId).Distinct(), VersionOptions.Latest)).Where(item => source.HostTypes.Contains(item.ContentType)).ToDictionary(item => item.ContentItemId);
        return [.. ids.Where(id => records.ContainsKey(id) && hosts.ContainsKey(records[id].HostId)).Select(id => new HostedRecord(records[id].Item, hosts[records[id].HostId]))];
    }

    /// <summary>Adds the documents of those of these ids that are there.</summary>
    public async Task AddAsync(IReadOnlyCollection<string> ids, Dictionary<string, Document> documents, CancellationToken cancellationToken)
    {
        foreach (var type in (await types.ReadAsync()).Attached)
        {
            foreach (var (item, host) in await ReadAsync((IAttachedSource)type.Source, ids, cancellationToken))
            {
                item.Owner = host.Owner;
                var document = RecordDocuments.Of(item, type);
                document.Add(new StringField(RecordDocuments.Host, host.ContentType, Field.Store.NO));
                documents[item.ContentItemId] = document;
            }
        }
    }

    /// <summary>The ids of what belongs to these records: when one changes hands or goes to the trash, so does what belongs to it.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(IReadOnlyCollection<string> hostIds, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var type in hostIds.Count == 0 ? [] : (await types.ReadAsync()).Attached)
        {
            ids.AddRange(await ((IAttachedSource)type.Source).OfAsync(hostIds, cancellationToken));
        }

        return ids;
    }
}
