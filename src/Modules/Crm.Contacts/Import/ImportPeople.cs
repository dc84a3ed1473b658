using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;

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
        // Relations may name who comes later: such a file is read more than once.
        await using var whole = !file.CanSeek && map?.Columns.Values.Any(column => RelationTargets.Is(column.To)) != false ? PassingFile.Create() : null;
        if (whole is not null)
        {
            await file.CopyToAsync(whole, cancellationToken);
            whole.Position = 0;
        }

        var report = new ImportReport { BatchId = ContentId.New() };
        var run = new Run(whole ?? file, map, report, refused, new BatchPace(change, BatchSize), sight);
        (change.BatchId, change.Event, change.IsBackground) = (report.BatchId, "Imported", true);
        try
        {
            await ReadAsync(run, isSecond: false, cancellationToken);
            if (run.Plan!.HasLater)
            {
                await ReadAsync(run, isSecond: true, cancellationToken);
            }
        }
        finally
        {
            (change.BatchId, change.Event) = (null, null);
        }

        return report;
    }

    private async Task ReadAsync(Run run, bool isSecond, CancellationToken cancellationToken)
    {
        if (run.Stream.CanSeek)
        {
            run.Stream.Position = 0;
        }

        await using var sheet = await SheetFile.OpenAsync(run.Stream, run.Map, cancellationToken);
        (run.Report.Encoding, run.Report.Separator) = (sheet.Encoding, sheet.Separator);
        var coming = run.Plan?.Coming;
        run.Plan = null;
        var batch = new List<CsvRow>(BatchSize);
        await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
        {
            if (run.Plan is null)
            {
                run.Plan = await PlanAsync(run, row, sheet.IsText, isSecond, cancellationToken);
                run.Plan.Coming ??= coming;
                continue;
            }

            run.Report.Read += isSecond ? 0 : 1;
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

    private async Task<ImportPlan> PlanAsync(Run run, CsvRow header, bool isText, bool isSecond, CancellationToken cancellationToken)
    {
        var plan = await reader.PlanAsync(run.Map, header, isText, isSecond);
        if (run.Sight is { } sight)
        {
            plan.Sights = await LinkSights.OfAsync(sights, sight.User);
            ImportRights.Check(plan.Map, plan.Sights.Of(plan.Map.Holds));
        }

        if (!isSecond)
        {
            await run.File.BeginAsync(header.Cells);
            if (plan.Mapper.HasRelations)
            {
                plan.Coming = new ComingRows();
                await ComeAsync(run, plan, cancellationToken);
            }
        }

        return plan;
    }

    // Reads the file through once before, to know whom it brings. The stream is at its place again afterwards.
    private static async Task ComeAsync(Run run, ImportPlan plan, CancellationToken cancellationToken)
    {
        var place = run.Stream.Position;
        run.Stream.Position = 0;
        await using (var sheet = await SheetFile.OpenAsync(run.Stream, run.Map, cancellationToken))
        {
            await foreach (var row in sheet.Rows.Skip(1).WithCancellation(cancellationToken))
            {
                plan.Coming!.Add(plan, [plan.Normalize(row)]);
            }
        }

        run.Stream.Position = place;
    }

    private async Task TakeAsync(Run run, List<CsvRow> batch, CancellationToken cancellationToken)
    {
        var results = await reader.ReadAsync(run.Plan!, batch, cancellationToken);
        foreach (var result in results)
        {
            run.Report.Warnings += result.Warnings;
            run.Report.Unchanged += result.Fate == RowFate.Unchanged && !run.Plan!.IsSecond ? 1 : 0;
            if (result.Fault is { } fault)
            {
                await RefuseAsync(run, fault);
            }
            else if (result.Item is not null)
            {
                run.Waiting.Add(result);
            }
        }

        if (run.Plan!.Map.Holds == ContactTypes.Person)
        {
            await doubles.ReportAsync(run.Report, [.. results.Where(result => result.Fate == RowFate.Created)], cancellationToken);
        }

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
        if (!run.Plan!.IsSecond)
        {
            (run.Report.Created, run.Report.Updated, run.Report.Unchanged) = (run.Report.Created + result.Created, run.Report.Updated + result.Updated, run.Report.Unchanged + result.Unchanged);
        }

        foreach (var refused in result.Refused.Values.OrderBy(row => row.Line))
        {
            await RefuseAsync(run, refused);
        }

        run.Waiting.RemoveRange(0, count);
    }

    private static async Task RefuseAsync(Run run, RefusedRow refused)
    {
        (run.Report.Refused, run.Report.RelationsLeft) = run.Plan!.IsSecond ? (run.Report.Refused, run.Report.RelationsLeft + 1) : (run.Report.Refused + 1, run.Report.RelationsLeft);
        if (run.Report.Rows.Count < ImportReport.MaxRows)
        {
            run.Report.Rows.Add(refused);
        }

        await run.File.AddAsync(refused);
    }

    private sealed class Run(Stream stream, ImportMap? map, ImportReport report, RefusedRows file, BatchPace pace, ContactSight? sight)
    {
        public Stream Stream => stream;
        public ImportMap? Map => map;
        public ImportReport Report => report;
        public RefusedRows File => file;
        public BatchPace Pace => pace;
        public ContactSight? Sight => sight;
        public List<RowResult> Waiting { get; } = [];
        public ImportPlan? Plan { get; set; }
    }
}
