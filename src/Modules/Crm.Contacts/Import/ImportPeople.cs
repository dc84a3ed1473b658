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

    /// <summary>Imports one file.</summary>
    /// <param name="map">Null for a file that was exported here.</param>
    /// <param name="sight">What the sender sees of people; null for the console, which sees all.</param>
    /// <exception cref="ImportRefusedException">File or map cannot be used; nothing was written.</exception>
    public Task<ImportReport> RunAsync(Stream file, ImportMap? map, RefusedRows refused, CancellationToken cancellationToken, ContactSight? sight = null) => RunAsync([new ImportFile("", file, map, refused)], sight, cancellationToken);

    /// <summary>Imports files as one: what people belong to before them, then people, then the relations that waited for who came later.</summary>
    /// <param name="sight">What the sender sees of people; null for the console, which sees all.</param>
    /// <exception cref="ImportRefusedException">A file or map cannot be used, or they are more than <see cref="ImportFile.Most"/>; nothing was written.</exception>
    public async Task<ImportReport> RunAsync(IReadOnlyList<ImportFile> files, ContactSight? sight, CancellationToken cancellationToken)
    {
        if (files.Count > ImportFile.Most)
        {
            throw new ImportRefusedException("", ImportFile.TooMany, ImportFile.Most);
        }

        var set = new ImportSet(ContentId.New(), new BatchPace(change, BatchSize), sight);
        try
        {
            foreach (var file in files)
            {
                set.Runs.Add(new Run(file, await WholeAsync(file, files.Count > 1, cancellationToken), set));
            }

            (change.BatchId, change.Event, change.IsBackground) = (set.BatchId, "Imported", true);
            await RunAsync(set, cancellationToken);
        }
        catch (ImportRefusedException refusal) when (files.Count > 1)
        {
            refusal.File ??= set.Current?.File.Name;
            throw;
        }
        finally
        {
            (change.BatchId, change.Event) = (null, null);
            foreach (var run in set.Runs)
            {
                await run.DisposeAsync();
            }
        }

        return set.ToReport();
    }

    // Relations may name who comes later, and several files are looked at before the first is stored: such a file is read more than once.
    private static async Task<FileStream?> WholeAsync(ImportFile file, bool isOfSeveral, CancellationToken cancellationToken)
    {
        if (file.Stream.CanSeek || (!isOfSeveral && file.Map?.Columns.Values.Any(column => RelationTargets.Is(column.To)) == false))
        {
            return null;
        }

        var whole = PassingFile.Create();
        await file.Stream.CopyToAsync(whole, cancellationToken);
        return whole;
    }

    private async Task RunAsync(ImportSet set, CancellationToken cancellationToken)
    {
        foreach (var run in set.Runs.Count > 1 ? set.Runs : [])
        {
            set.Current = run;
            await LookAsync(run, cancellationToken);
        }

        var ordered = set.Runs.OrderBy(run => ImportMap.All.ToList().IndexOf(run.File.Holds)).ToList();
        foreach (var run in ordered)
        {
            set.Current = run;
            await ReadAsync(run, isSecond: false, cancellationToken);
        }

        foreach (var run in ordered.Where(run => run.Plan!.HasLater).ToList())
        {
            set.Current = run;
            await ReadAsync(run, isSecond: true, cancellationToken);
        }
    }

    // Refuses what cannot be used, before anything is written.
    private async Task LookAsync(Run run, CancellationToken cancellationToken)
    {
        await using var sheet = await OpenAsync(run, cancellationToken);
        await foreach (var header in sheet.Rows.WithCancellation(cancellationToken))
        {
            await PlanAsync(run, header, sheet.IsText, isSecond: false);
            return;
        }

        throw new ImportRefusedException("", "The file is empty.");
    }

    private async Task ReadAsync(Run run, bool isSecond, CancellationToken cancellationToken)
    {
        await using var sheet = await OpenAsync(run, cancellationToken);
        (run.Report.Encoding, run.Report.Separator) = (sheet.Encoding, sheet.Separator);
        run.Plan = null;
        var batch = new List<CsvRow>(BatchSize);
        await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
        {
            if (run.Plan is null)
            {
                run.Plan = await PlanAsync(run, row, sheet.IsText, isSecond);
                await BeginAsync(run, row, sheet.Form, cancellationToken);
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

    private static Task<SheetFile> OpenAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Stream.CanSeek)
        {
            run.Stream.Position = 0;
        }

        return SheetFile.OpenAsync(run.Stream, run.File.Map, cancellationToken, run.File.Form);
    }

    private async Task<ImportPlan> PlanAsync(Run run, CsvRow header, bool isText, bool isSecond)
    {
        var plan = await reader.PlanAsync(run.File.Map, header, isText, isSecond);
        if (run.Set.Sight is { } sight)
        {
            plan.Sights = await LinkSights.OfAsync(sights, sight.User);
            ImportRights.Check(plan.Map, plan.Sights.Of(plan.Map.Holds));
        }

        return plan;
    }

    private async Task BeginAsync(Run run, CsvRow header, SheetForm form, CancellationToken cancellationToken)
    {
        if (run.Plan!.IsSecond)
        {
            return;
        }

        await run.File.Refused.BeginAsync(header.Cells, form);
        if (run.Plan.Mapper.HasRelations)
        {
            run.Plan.Coming = run.Set.Coming ??= await ComingAsync(run.Set, cancellationToken);
        }
    }

    // Reads the files of people through once before, to know whom they bring. Each stream is at its place again afterwards.
    private async Task<ComingRows> ComingAsync(ImportSet set, CancellationToken cancellationToken)
    {
        var coming = new ComingRows();
        foreach (var run in set.Runs.Where(run => run.File.Holds == ContactTypes.Person))
        {
            var place = run.Stream.Position;
            await using (var sheet = await OpenAsync(run, cancellationToken))
            {
                ImportPlan? plan = null;
                await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
                {
                    if (plan is null)
                    {
                        plan = await PlanAsync(run, row, sheet.IsText, isSecond: false);
                        continue;
                    }

                    coming.Add(plan, [plan.Normalize(row)]);
                }
            }

            run.Stream.Position = place;
        }

        return coming;
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
        var result = await store.StoreAsync(run.Plan!, run.Waiting[..count], run.Set.Pace);
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

        await run.File.Refused.AddAsync(refused);
    }

    // Files that are imported as one.
    private sealed class ImportSet(string batchId, BatchPace pace, ContactSight? sight)
    {
        public string BatchId => batchId;
        public BatchPace Pace => pace;
        public ContactSight? Sight => sight;
        public List<Run> Runs { get; } = [];

        /// <summary>The one at hand.</summary>
        public Run? Current { get; set; }

        /// <summary>Whom the files bring; null until a column says relations.</summary>
        public ComingRows? Coming { get; set; }

        public ImportReport ToReport() => Runs is [var only] ? only.Report : ImportReport.Of(BatchId, [.. Runs.Select(run => (run.File, run.Report))]);
    }

    // One of them. The stream is its own where it had to be put down first.
    private sealed class Run(ImportFile file, FileStream? whole, ImportSet set) : IAsyncDisposable
    {
        public ImportFile File => file;
        public Stream Stream => (Stream?)whole ?? file.Stream;
        public ImportSet Set => set;
        public ImportReport Report { get; } = new() { BatchId = set.BatchId };
        public List<RowResult> Waiting { get; } = [];
        public ImportPlan? Plan { get; set; }

        public ValueTask DisposeAsync() => whole?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
