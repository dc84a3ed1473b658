using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Json;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import;

/// <summary>
/// Reads people from a file: good rows in, bad rows told with their reason. Rows are stored in batches, so memory stays flat; all batches bear one batch id and are undone as one.
/// Run again, it doubles nothing: a row finds its person by the source and key. What content has to obey (handlers, the fields' own rules) is obeyed here too.
/// </summary>
internal sealed class ImportPeople(
    ISession session, IContentManager content, ChangeContext change, IContentDefinitionManager definitions, HomeCountry country, OwnFile ownFile, PossibleDoubles doubles, TimeProvider time, IStringLocalizer<ImportPeople> s)
{
    private const int BatchSize = 500;

    /// <summary>Imports the file.</summary>
    /// <param name="map">Null for a file that was exported here.</param>
    /// <exception cref="ImportRefusedException">File or map cannot be used; nothing was written.</exception>
    public async Task<ImportReport> RunAsync(Stream file, ImportMap? map, RefusedRows refused, CancellationToken cancellationToken)
    {
        await using var sheet = await SheetFile.OpenAsync(file, map, cancellationToken);
        var report = new ImportReport { BatchId = ContentId.New(), Encoding = sheet.Encoding, Separator = sheet.Separator };
        var run = new Run(report, refused, new BatchPace(change, BatchSize), sheet.IsText) { Map = map };
        (change.BatchId, change.Event, change.IsBackground) = (report.BatchId, "Imported", true);
        try
        {
            await ReadAsync(run, sheet.Rows, cancellationToken);
        }
        finally
        {
            (change.BatchId, change.Event) = (null, null);
        }

        return report;
    }

    private async Task ReadAsync(Run run, IAsyncEnumerable<CsvRow> rows, CancellationToken cancellationToken)
    {
        var batch = new List<CsvRow>(BatchSize);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (run.Mapper is null)
            {
                var header = Header(row);
                var map = run.Map ??= await ownFile.MapOfAsync(header);
                run.Mapper = new RowMapper(map, header, new CustomFields(await definitions.GetPartDefinitionAsync(ContactTypes.Person)));
                run.Context = new ReadingContext(map.DateFormats, map.Country ?? await country.GetAsync(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
                await run.File.BeginAsync(row.Cells);
                continue;
            }

            run.Report.Read++;
            batch.Add(run.Reads(row));
            if (batch.Count == BatchSize)
            {
                await TakeAsync(run, batch, cancellationToken);
            }
        }

        if (run.Mapper is null)
        {
            throw new ImportRefusedException("", "The file is empty.");
        }

        await TakeAsync(run, batch, cancellationToken);
        await StoreAsync(run, run.Waiting.Count);
    }

    private static IReadOnlyList<string> Header(CsvRow row)
    {
        var twice = row.Cells.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return row.Fault is { } fault ? throw new ImportRefusedException("", fault)
            : twice is not null ? throw new ImportRefusedException("", "The column “{0}” occurs twice.", twice.Key)
            : row.Cells;
    }

    private async Task TakeAsync(Run run, List<CsvRow> batch, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(run, batch, cancellationToken);
        var created = new List<(CsvRow Row, ContentItem Item)>();
        foreach (var row in batch)
        {
            if (await ReadRowAsync(run, row, known) is { } item)
            {
                run.Waiting.Add((row, item));
                if (item.ContentItemVersionId.Length == 0)
                {
                    created.Add((row, item));
                }
            }
        }

        await doubles.ReportAsync(run.Report, created, cancellationToken);
        batch.Clear();
        while (run.Waiting.Count >= BatchSize)
        {
            await StoreAsync(run, BatchSize);
        }
    }

    /// <summary>Stores the first that wait, at a pace that lets people write in between; the content manager forgets what it committed, so that memory stays flat.</summary>
    private async Task StoreAsync(Run run, int count)
    {
        var result = await content.ImportAsync([.. run.Waiting.Take(count).Select(waiting => waiting.Item)], run.Pace);
        (run.Report.Created, run.Report.Updated, run.Report.Unchanged) = (run.Report.Created + result.Created, run.Report.Updated + result.Updated, run.Report.Unchanged + result.Unchanged);
        foreach (var fault in result.Faults.DistinctBy(fault => fault.Index))
        {
            await RefuseAsync(run, run.Waiting[fault.Index].Row, fault.Path, "", fault.Message);
        }

        run.Waiting.RemoveRange(0, count);
    }

    private async Task<Dictionary<string, ContentItem>> KnownAsync(Run run, List<CsvRow> batch, CancellationToken cancellationToken)
    {
        var keys = batch.Where(row => run.Mapper!.Misshapen(row) is null).Select(row => run.Mapper!.KeyOf(row)).OfType<string>().Where(key => key.Length > 0).Distinct().ToList();
        if (keys.Count == 0)
        {
            return [];
        }

        var rows = run.Map!.IsOfThisSite
            ? await session.QueryIndex<PersonIndex>().Where(index => keys.Contains(index.ContentItemId)).Select(index => new { ExternalId = index.ContentItemId, index.DocumentId }).ToListAsync(cancellationToken)
            : await session.QueryIndex<ExternalKeyIndex>().Where(index => index.Source == run.Map!.Source && keys.Contains(index.ExternalId))
                .Select(index => new { index.ExternalId, index.DocumentId }).ToListAsync(cancellationToken);
        var items = (await session.GetAsync<ContentItem>(rows.Select(row => row.DocumentId).Distinct())).ToDictionary(session.GetDocumentId);
        foreach (var item in items.Values)
        {
            session.Detach(item);
        }

        return rows.Where(row => items.ContainsKey(row.DocumentId)).ToDictionary(row => row.ExternalId, row => items[row.DocumentId]);
    }

    private async Task<ContentItem?> ReadRowAsync(Run run, CsvRow row, Dictionary<string, ContentItem> known)
    {
        if (run.Mapper!.Misshapen(row) is { } misshapen)
        {
            await RefuseAsync(run, row, "", "", s[misshapen.Message, misshapen.Arguments]);
            return null;
        }

        var key = run.Mapper.KeyOf(row);
        if (key is { Length: 0 } && run.Map!.IsOfThisSite)
        {
            key = null;
        }

        if (key is { Length: 0 })
        {
            await RefuseAsync(run, row, run.Mapper.KeyColumn, "", s["The key is missing."]);
            return null;
        }

        if (key is not null && !run.Seen.Add(KeyHash(key)))
        {
            await RefuseAsync(run, row, run.Mapper.KeyColumn, key, s["This key occurs twice in the file."]);
            return null;
        }

        var existing = key is null ? null : known.GetValueOrDefault(key);
        if (existing is null && key is not null && run.Map!.IsOfThisSite)
        {
            await RefuseAsync(run, row, run.Mapper.KeyColumn, key, s["Nobody here has this id."]);
            return null;
        }

        var draft = Draft(existing, run.Map!.Source, key);
        var (faults, warnings) = (new List<CellFault>(), new List<CellFault>());
        run.Mapper.Fill(draft, row, run.Context, faults, warnings);
        if (faults.Count == 0 && draft.Person.DisplayName().Length == 0 && draft.Points.Emails.Count + draft.Points.Phones.Count == 0)
        {
            faults.Add(new CellFault("", "", "A person needs a name, an e-mail address or a phone."));
        }

        if (faults.Count > 0)
        {
            await RefuseAsync(run, row, faults[0].Column, faults[0].Value, s[faults[0].Reason, 200]);
            return null;
        }

        run.Report.Warnings += warnings.Count;
        return existing is null ? Create(draft) : Update(run, existing, draft);
    }

    private static PersonDraft Draft(ContentItem? existing, string source, string? key)
    {
        var draft = PersonDraft.Of(existing);
        if (existing is null && key is not null && source != ImportMap.ThisSite)
        {
            draft.Person.ExternalKeys.Add(new ExternalKey { Source = source, Key = key });
        }

        return draft;
    }

    private ContentItem Create(PersonDraft draft)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var item = new ContentItem { ContentItemId = ContentId.New(), ContentType = ContactTypes.Person, Latest = true, Published = true, CreatedUtc = now, PublishedUtc = now, Owner = change.Actor };
        Apply(item, draft, now);
        return item;
    }

    private ContentItem? Update(Run run, ContentItem stored, PersonDraft draft)
    {
        var item = stored.Copy();
        Apply(item, draft, time.GetUtcNow().UtcDateTime);
        if (JsonNode.DeepEquals(stored.Data, item.Data))
        {
            run.Report.Unchanged++;
            return null;
        }

        return item;
    }

    private void Apply(ContentItem item, PersonDraft draft, DateTime now)
    {
        item.Apply(draft.Person);
        item.Apply(draft.Points);
        item.Apply(draft.Address);
        if (draft.Fields.Count > 0)
        {
            item.Merge(new JsonObject { [ContactTypes.Person] = draft.Fields });
        }

        item.DisplayText = draft.Person.DisplayName();
        (item.ModifiedUtc, item.Author) = (now, change.ActorName);
    }

    private async Task RefuseAsync(Run run, CsvRow row, string column, string value, string reason)
    {
        var refused = new RefusedRow(row.Line, column, value, reason, row.Cells);
        run.Report.Refused++;
        if (run.Report.Rows.Count < ImportReport.MaxRows)
        {
            run.Report.Rows.Add(refused);
        }

        await run.File.AddAsync(refused);
    }

    /// <summary>FNV-1a, 64 bits: eight bytes a key tell repeated ones, so that the memory of a million rows is small.</summary>
    private static ulong KeyHash(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    private sealed class Run(ImportReport report, RefusedRows file, BatchPace pace, bool isText)
    {
        public ImportMap? Map { get; set; }
        public ImportReport Report => report;
        public RefusedRows File => file;
        public ReadingContext Context { get; set; } = null!;
        public BatchPace Pace => pace;
        public HashSet<ulong> Seen { get; } = [];
        public List<(CsvRow Row, ContentItem Item)> Waiting { get; } = [];
        public RowMapper? Mapper { get; set; }

        // Takes away what an export put before texts that look like formulas; a short row of a workbook lacks only empty cells.
        public CsvRow Reads(CsvRow row)
        {
            if (isText)
            {
                return Map!.IsOfThisSite ? row with { Cells = [.. row.Cells.Select(SheetText.Unguard)] } : row;
            }

            return row.Cells.Count >= Mapper!.Width ? row : row with { Cells = [.. row.Cells, .. Enumerable.Repeat("", Mapper.Width - row.Cells.Count)] };
        }
    }
}
