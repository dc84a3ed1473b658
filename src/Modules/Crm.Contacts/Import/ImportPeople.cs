using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Import;

/// <summary>
/// Reads people from a file: good rows in, bad rows told with their reason. Rows are stored in batches, so memory stays flat; all batches bear one batch id and are undone as one.
/// Run again, it doubles nothing: a row finds its person by the source and key. What content has to obey (handlers, the fields' own rules) is obeyed here too.
/// </summary>
internal sealed class ImportPeople(StoreRows store, ContactSights sights, ChangeContext change, RowReader reader, PossibleDoubles doubles)
{
    private const int BatchSize = 500;

    /// <summary>Imports the file.</summary>
    /// <param name="map">Null for a file that was exported here.</param>
    /// <param name="sight">What the sender sees of people; null for the console, which sees all.</param>
    /// <exception cref="ImportRefusedException">File or map cannot be used; nothing was written.</exception>
    public async Task<ImportReport> RunAsync(Stream file, ImportMap? map, RefusedRows refused, CancellationToken cancellationToken, ContactSight? sight = null)
    {
        await using var sheet = await SheetFile.OpenAsync(file, map, cancellationToken);
        var report = new ImportReport { BatchId = ContentId.New(), Encoding = sheet.Encoding, Separator = sheet.Separator };
        var run = new Run(map, report, refused, new BatchPace(change, BatchSize), sheet.IsText, sight);
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
            if (run.Plan is null)
            {
                run.Plan = await reader.PlanAsync(run.Map, row, run.IsText);
                if (run.Sight is { } sight)
                {
                    run.Plan.Sights = await LinkSights.OfAsync(sights, sight.User);
                    ImportRights.Check(run.Plan.Map, sight);
                }

                await run.File.BeginAsync(row.Cells);
                continue;
            }

            run.Report.Read++;
            batch.Add(run.Plan.Normalize(row));
            if (batch.Count == BatchSize)
            {
                await TakeAsync(run, batch, cancellationToken);
            }
        }

        if (run.Plan is null)
        {
            throw new ImportRefusedException("", "The file is empty.");
        }

        await TakeAsync(run, batch, cancellationToken);
        await StoreAsync(run, run.Waiting.Count);
    }

    private async Task TakeAsync(Run run, List<CsvRow> batch, CancellationToken cancellationToken)
    {
        var results = await reader.ReadAsync(run.Plan!, batch, cancellationToken);
        foreach (var result in results)
        {
            run.Report.Warnings += result.Warnings;
            run.Report.Unchanged += result.Fate == RowFate.Unchanged ? 1 : 0;
            if (result.Fault is { } fault)
            {
                await RefuseAsync(run, fault);
            }
            else if (result.Item is not null)
            {
                run.Waiting.Add(result);
            }
        }

        await doubles.ReportAsync(run.Report, [.. results.Where(result => result.Fate == RowFate.Created)], cancellationToken);
        batch.Clear();
        while (run.Waiting.Count >= BatchSize)
        {
            await StoreAsync(run, BatchSize);
        }
    }

    /// <summary>Stores the first that wait, at a pace that lets people write in between; the content manager forgets what it committed, so that memory stays flat.</summary>
    private async Task StoreAsync(Run run, int count)
    {
        var result = await store.StoreAsync(run.Plan!, run.Waiting[..count], run.Pace);
        (run.Report.Created, run.Report.Updated, run.Report.Unchanged) = (run.Report.Created + result.Created, run.Report.Updated + result.Updated, run.Report.Unchanged + result.Unchanged);
        foreach (var refused in result.Refused.Values.OrderBy(row => row.Line))
        {
            await RefuseAsync(run, refused);
        }

        run.Waiting.RemoveRange(0, count);
    }

    private static async Task RefuseAsync(Run run, RefusedRow refused)
    {
        run.Report.Refused++;
        if (run.Report.Rows.Count < ImportReport.MaxRows)
        {
            run.Report.Rows.Add(refused);
        }

        await run.File.AddAsync(refused);
    }

    private sealed class Run(ImportMap? map, ImportReport report, RefusedRows file, BatchPace pace, bool isText, ContactSight? sight)
    {
        public ImportMap? Map => map;
        public ImportReport Report => report;
        public RefusedRows File => file;
        public BatchPace Pace => pace;
        public bool IsText => isText;
        public ContactSight? Sight => sight;
        public List<RowResult> Waiting { get; } = [];
        public ImportPlan? Plan { get; set; }
    }
}
