using System.Globalization;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Sessions;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Kernel.PersonalData;

/// <summary>
/// Takes documents away for good, within the unit of work: the document, its rows in every table, of features that are switched off too, and what its history says. The rows of the history
/// stay, empty: who did something to a record on that day, not what it said. Scoped: one erasure.
/// </summary>
public sealed class Erasure
{
    /// <summary>The event that history and change log tell.</summary>
    public const string Event = "Erased";

    private const int AtOnce = 400;

    // These keep their rows: an id, a moment and who acted.
    private static readonly string[] s_kept = ["History", "ChangeLog", "DocumentSingleton"];

    private readonly Session _session;
    private readonly TenantStore _store;
    private readonly List<ErasedDocument> _gone = [];
    private readonly List<string> _kept = [];
    private IReadOnlyList<string>? _tables;

    internal Erasure(Session session, TenantStore store) => (_session, _store) = (session, store);

    /// <summary>What was taken away so far.</summary>
    public IReadOnlyList<ErasedDocument> Gone => _gone;

    /// <summary>Content items that go on without the person.</summary>
    public IReadOnlyList<string> Kept => _kept;

    /// <summary>Documents that were deleted for good before and whose history names the person, as <see cref="LookAsync"/> found them.</summary>
    public IReadOnlyList<long> Former { get; private set; } = [];

    /// <summary>Documents that are there and whose history names the person, whether they name them still or not, as <see cref="LookAsync"/> found them.</summary>
    public IReadOnlyList<long> FormerlyHeld { get; private set; } = [];

    /// <summary>Documents that name the person, as <see cref="LookAsync"/> found them.</summary>
    public IReadOnlyList<long> Holders { get; private set; } = [];

    /// <summary>Looks for what names the person by id, by a scan of all documents and their history: seconds in a large tenant. To be called before anything is written, while nobody waits.</summary>
    public async Task LookAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        Holders = await HoldersAsync(subject.Ids, cancellationToken);
        (FormerlyHeld, Former) = await FormerHoldersAsync(subject.Ids, cancellationToken);
    }

    /// <summary>Whether a document holds that text, by a scan of all.</summary>
    public async Task<bool> IsNamedAsync(string text, CancellationToken cancellationToken)
        => await (await _session.GetConnectionAsync()).GetTable<DocumentRow>().AnyAsync(row => row.Content.Contains(text), cancellationToken);

    /// <summary>Takes documents away.</summary>
    public async Task DeleteAsync(IEnumerable<long> documentIds)
    {
        foreach (var ids in documentIds.Distinct().Chunk(AtOnce))
        {
            foreach (var item in await _session.GetAsync<object>(ids))
            {
                var id = _session.GetDocumentId(item);
                _gone.Add(item is IRecordIdentity record ? new ErasedDocument(id, record.RecordType, record.RecordId ?? "", (item as ContentItem)?.ContentItemVersionId ?? "") : new ErasedDocument(id, item.GetType().Name, "", ""));
                await _session.DeleteAsync(id, Event);
            }

            await _session.FlushAsync();
            await EmptyTablesAsync(ids);
            await EmptyPastAsync(ids);
        }
    }

    /// <summary>Empties what the history of documents says, whether they are there or not.</summary>
    public async Task EmptyPastAsync(IReadOnlyCollection<long> documentIds)
    {
        var db = await _session.GetConnectionAsync(write: true);
        foreach (var ids in documentIds.Chunk(AtOnce))
        {
            await db.GetTable<HistoryRow>().Where(row => ids.Contains(row.DocumentId)).Set(row => row.Forward, "[]").Set(row => row.Backward, "[]").UpdateAsync();
        }
    }

    /// <summary>Blanks texts in the history of a document that stays; its former states are otherwise as they were.</summary>
    /// <param name="historyIds">The rows to look at.</param>
    /// <param name="isTold">Which texts are blanked.</param>
    public async Task BlankPastAsync(IReadOnlyCollection<long> historyIds, Func<string, bool> isTold)
    {
        var db = await _session.GetConnectionAsync(write: true);
        foreach (var ids in historyIds.Chunk(AtOnce))
        {
            foreach (var row in await db.GetTable<HistoryRow>().Where(row => ids.Contains(row.Id)).ToListAsync())
            {
                var (forward, backward) = (JsonStrings.Blank(row.Forward, isTold), JsonStrings.Blank(row.Backward, isTold));
                if (forward != row.Forward || backward != row.Backward)
                {
                    await db.GetTable<HistoryRow>().Where(one => one.Id == row.Id).Set(one => one.Forward, forward).Set(one => one.Backward, backward).UpdateAsync();
                }
            }
        }
    }

    /// <summary>Saves a document that goes on without the person, without telling in its history what it said before.</summary>
    public async Task KeepWithoutAsync(ContentItem item)
    {
        await SaveWithoutAsync(item);
        await EmptyPastAsync([_session.GetDocumentId(item)]);
    }

    /// <summary>Saves a document of somebody else that goes on without the person; its history keeps all but those texts.</summary>
    /// <param name="isTold">Which texts are blanked.</param>
    public async Task KeepWithoutAsync(ContentItem item, Func<string, bool> isTold)
    {
        await SaveWithoutAsync(item);
        var id = _session.GetDocumentId(item);
        await BlankPastAsync(await (await _session.GetConnectionAsync(write: true)).GetTable<HistoryRow>().Where(row => row.DocumentId == id).Select(row => row.Id).ToListAsync(), isTold);
    }

    private async Task SaveWithoutAsync(ContentItem item)
    {
        await _session.SaveAsync(item, checkConcurrency: true);
        await _session.FlushAsync();
        _kept.Add(item.ContentItemId);
    }

    private async Task<IReadOnlyList<long>> HoldersAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var (db, found) = (await _session.GetConnectionAsync(), new HashSet<long>());
        foreach (var id in ids)
        {
            found.UnionWith(await db.GetTable<DocumentRow>().Where(row => row.Content.Contains(id)).Select(row => row.Id).ToListAsync(cancellationToken));
        }

        return [.. found];
    }

    private async Task<(IReadOnlyList<long> Present, IReadOnlyList<long> Gone)> FormerHoldersAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var (db, found) = (await _session.GetConnectionAsync(), new Dictionary<long, bool>());
        foreach (var id in ids)
        {
            foreach (var row in await db.GetTable<HistoryRow>().Where(row => row.Forward.Contains(id) || row.Backward.Contains(id))
                .Select(row => new { row.DocumentId, IsThere = db.GetTable<DocumentRow>().Any(document => document.Id == row.DocumentId) }).Distinct().ToListAsync(cancellationToken))
            {
                found[row.DocumentId] = row.IsThere;
            }
        }

        return ([.. found.Where(row => row.Value).Select(row => row.Key)], [.. found.Where(row => !row.Value).Select(row => row.Key)]);
    }

    // Index rows go with the document where their feature is on; this finds those where it is off.
    private async Task EmptyTablesAsync(IReadOnlyCollection<long> ids)
    {
        var db = await _session.GetConnectionAsync(write: true);
        _tables ??= await db.QueryToListAsync<string>(_store.Provider == "Sqlite"
            ? "SELECT t.name FROM sqlite_master t WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'DocumentId')"
            : "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'DocumentId'");
        var list = string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        foreach (var table in _tables.Except(s_kept))
        {
            await db.ExecuteAsync($"DELETE FROM \"{table}\" WHERE \"DocumentId\" IN ({list})");
        }
    }
}

/// <summary>A document that an erasure took away.</summary>
/// <param name="Type">Content type, or the type of a record that is no content item.</param>
/// <param name="ItemId">Content item id, or the record's; blank for what has none.</param>
/// <param name="VersionId">Content item version id; blank for what is no content item.</param>
public sealed record ErasedDocument(long DocumentId, string Type, string ItemId, string VersionId);
