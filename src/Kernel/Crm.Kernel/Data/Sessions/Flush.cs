using Crm.Kernel.Data.Past;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Kernel.Data.Sessions;

/// <summary>Turns what waits in a session into rows. What can be done without the database is done before the write gate is taken.</summary>
internal sealed class Flush(IdentityMap known, IndexMaps indexes, ChangeContext context, DateTime utc)
{
    private readonly List<Draft> _drafts = [];
    private readonly WriteSet _writes = new();
    private readonly List<(HistoryRow Row, IReadOnlyList<string> Fields)> _past = [];

    /// <summary>The classes of the changed documents that are one per tenant.</summary>
    public HashSet<Type> Singletons { get; } = [];

    /// <summary>Writes the JSON and the index rows of what is to be saved.</summary>
    public void Prepare()
    {
        foreach (var tracked in known.Pending)
        {
            if (tracked.Pending == PendingChange.Delete && tracked.Version == 0)
            {
                continue;
            }

            var maps = indexes.Of(tracked.Document.GetType());
            _drafts.Add(tracked.Pending == PendingChange.Delete
                ? new Draft(tracked, null, maps, [])
                : new Draft(tracked, DocumentJson.Write(tracked.Document), maps, maps.Select(map => map.Rows(tracked.Document, tracked.Id)).ToList()));
        }
    }

    /// <summary>Writes everything into the open transaction; returns the lines for the change log.</summary>
    /// <exception cref="ConcurrencyException">A document was changed or deleted meanwhile.</exception>
    public async Task<IEnumerable<ChangeLogRow>> WriteAsync(StoreConnection connection)
    {
        await MeetOthersAsync(connection);
        foreach (var draft in _drafts)
        {
            Write(draft);
        }

        await ChangeIndexRowsAsync(connection.Db);
        if (!_writes.IsEmpty)
        {
            await connection.WriteAsync(_writes);
        }

        await WriteSingletonsAsync(connection.Db);
        foreach (var draft in _drafts.Where(draft => draft.Content is not null && draft.IsChanged))
        {
            (draft.Tracked.Content, draft.Tracked.Version, draft.Tracked.CheckConcurrency, draft.Tracked.Event) = (draft.Content, draft.Version, false, null);
        }

        known.Flushed();
        return _past.Select(past => ChangeLines.Of(past.Row, past.Fields));
    }

    // Others may have written since these documents were read. Who asked to be told is told; else the last writer wins,
    // and its history is written against what really was there.
    private async Task MeetOthersAsync(StoreConnection connection)
    {
        var stored = _drafts.Where(draft => draft.Tracked.Version > 0).Select(draft => draft.Tracked).ToList();
        if (stored.Count == 0)
        {
            return;
        }

        var versions = await connection.LockVersionsAsync(stored.Select(tracked => tracked.Id).ToList());
        var overtaken = stored.Where(tracked => versions.GetValueOrDefault(tracked.Id) != tracked.Version).ToList();
        foreach (var tracked in overtaken.Where(tracked => tracked.CheckConcurrency || !versions.ContainsKey(tracked.Id)))
        {
            throw new ConcurrencyException(tracked.Id, Names(tracked.Document).Type);
        }

        if (overtaken.Count > 0)
        {
            var present = (await connection.ReadAsync(overtaken.Select(tracked => tracked.Id).ToList())).ToDictionary(document => document.Id);
            foreach (var tracked in overtaken)
            {
                (tracked.Content, tracked.Version) = (present[tracked.Id].Content, present[tracked.Id].Version);
            }
        }
    }

    private void Write(Draft draft)
    {
        var tracked = draft.Tracked;
        var type = DocumentTypes.NameOf(tracked.Document.GetType());
        if (draft.Content is null)
        {
            draft.Version = tracked.Version + 1;
            _writes.Deletes.Add(tracked.Id);
            var (backward, forward) = JsonDiff.OfWhole(tracked.Content);
            Remember(draft, type, "Deleted", forward, backward, []);
        }
        else if (tracked.Version == 0)
        {
            draft.Version = tracked.FirstVersion;
            _writes.Inserts.Add(new StoredDocument(tracked.Id, type, draft.Version, draft.Content));
            var (forward, backward) = JsonDiff.OfWhole(draft.Content);
            Remember(draft, type, "Created", forward, backward, []);
        }
        else if (!draft.Content.AsSpan().SequenceEqual(tracked.Content) && JsonDiff.Between(tracked.Content, draft.Content) is { IsEmpty: false } diff)
        {
            draft.Version = tracked.Version + 1;
            _writes.Updates.Add(new StoredDocument(tracked.Id, type, draft.Version, draft.Content));
            Remember(draft, type, "Updated", diff.Forward, diff.Backward, diff.Fields);
        }
    }

    private void Remember(Draft draft, string documentType, string @event, string forward, string backward, IReadOnlyList<string> fields)
    {
        draft.IsChanged = true;
        var (type, itemId) = Names(draft.Tracked.Document);
        var row = new HistoryRow
        {
            Kind = "document",
            Type = type,
            DocumentType = documentType,
            DocumentId = draft.Tracked.Id,
            ItemId = itemId,
            Version = draft.Version,
            Event = draft.Tracked.Event ?? context.Event ?? @event,
            Actor = context.Actor,
            ActorName = context.ActorName,
            BatchId = context.BatchId,
            Utc = utc,
            Forward = forward,
            Backward = backward,
        };
        _writes.History.Add(row);
        _past.Add((row, fields));
    }

    private async Task ChangeIndexRowsAsync(DataConnection db)
    {
        foreach (var group in _drafts.GroupBy(draft => draft.Maps))
        {
            for (var i = 0; i < group.Key.Count; i++)
            {
                await ChangeIndexRowsAsync(db, group.Key[i].Table, i, group);
            }
        }
    }

    // A table whose rows the change does not concern is not even read. Saving without a change compares them all: so rows are put right when an index has changed.
    private async Task ChangeIndexRowsAsync(DataConnection db, IndexTable table, int map, IEnumerable<Draft> drafts)
    {
        var stored = new List<Draft>();
        foreach (var draft in drafts)
        {
            if (draft.Content is null)
            {
                _writes.For(table).DeletedDocuments.Add(draft.Tracked.Id);
            }
            else if (draft.Tracked.Version == 0)
            {
                AddRows(table, draft.Rows[map]);
            }
            else if (!draft.IsChanged || !AreSame(table, draft.RowsBefore(map), draft.Rows[map]))
            {
                stored.Add(draft);
            }
        }

        if (stored.Count > 0)
        {
            var present = await table.ReadAsync(db, stored.Select(draft => draft.Tracked.Id).ToList());
            foreach (var draft in stored)
            {
                Replace(table, present[draft.Tracked.Id].ToList(), draft.Rows[map]);
            }
        }
    }

    private static bool AreSame(IndexTable table, List<IIndex> before, List<IIndex> after)
    {
        for (var i = 0; i < before.Count && i < after.Count; i++)
        {
            if (!table.Same(before[i], after[i]))
            {
                return false;
            }
        }

        return before.Count == after.Count;
    }

    private void Replace(IndexTable table, List<IIndex> present, List<IIndex> wanted)
    {
        var shared = Math.Min(present.Count, wanted.Count);
        for (var i = 0; i < shared; i++)
        {
            if (!table.Same(present[i], wanted[i]))
            {
                table.SetId(wanted[i], table.IdOf(present[i]));
                _writes.For(table).Updates.Add(wanted[i]);
            }
        }

        if (present.Count > shared)
        {
            _writes.For(table).Deletes.AddRange(present.Skip(shared).Select(table.IdOf));
        }

        AddRows(table, wanted[shared..]);
    }

    private void AddRows(IndexTable table, List<IIndex> rows)
    {
        if (rows.Count > 0)
        {
            _writes.For(table).Inserts.AddRange(rows);
        }
    }

    private async Task WriteSingletonsAsync(DataConnection db)
    {
        foreach (var draft in _drafts.Where(draft => draft.Tracked.IsSingleton && draft.IsChanged))
        {
            var (id, version, type) = (draft.Tracked.Id, draft.Version, DocumentTypes.NameOf(draft.Tracked.Document.GetType()));
            Singletons.Add(draft.Tracked.Document.GetType());
            var updated = await db.GetTable<DocumentSingletonRow>()
                .Where(row => row.Type == type && row.DocumentId == id).Set(row => row.Version, version).UpdateAsync();
            if (updated == 0)
            {
                await db.InsertAsync(new DocumentSingletonRow { Type = type, DocumentId = id, Version = version });
            }
        }
    }

    private static (string Type, string? ItemId) Names(object document) => document is IRecordIdentity identity
        ? (identity.RecordType, identity.RecordId)
        : (document.GetType().Name, null);

    private sealed class Draft(Tracked tracked, byte[]? content, IReadOnlyList<TableMap> maps, List<List<IIndex>> rows)
    {
        private object? _before;

        public Tracked Tracked { get; } = tracked;

        /// <summary>The new content; null when it is to be deleted.</summary>
        public byte[]? Content { get; } = content;

        public IReadOnlyList<TableMap> Maps { get; } = maps;

        public List<List<IIndex>> Rows { get; } = rows;

        public long Version { get; set; } = tracked.Version;

        /// <summary>The rows that the document as it was has in one of the tables.</summary>
        public List<IIndex> RowsBefore(int map) => Maps[map].Rows(_before ??= Read(), Tracked.Id);

        private object Read()
        {
            var document = DocumentJson.Read(Tracked.Content!, Tracked.Document.GetType());
            DocumentId.Set(document, Tracked.Id);
            return document;
        }

        public bool IsChanged { get; set; }
    }
}
