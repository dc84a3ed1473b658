using System.Text;
using System.Text.Json.Nodes;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Operations;
using Crm.Kernel.Tenants;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import.Wizard;

/// <summary>
/// Imports the files of a set that was put up, some rows a step: what a step stores, the place it reached and its figures are committed as one, and the files of refused rows are cut to what was
/// committed. What people belong to comes before them; files whose relations name who came later are read a second time, for those only.
/// </summary>
internal sealed class ImportOperation(
    ISession session, StoreRows store, ChangeContext change, RowReader reader, LikelyHere likely, OpenImports open, ImportFiles files, ContactSights sights,
    Kernel.Security.Rights rights, AfterCommit afterCommit, TimeProvider time, IStringLocalizer<ImportPeople> s) : IOperation
{
    public const string Name = "Contacts.ImportPeople";
    private const string ImportKey = "import";
    private const string FileKey = "file";
    private const string FilesKey = "files";
    private const string RowsKey = "rows";
    private const string LegKey = "leg";
    private const string LaterKey = "later";

    public string Kind => Name;

    /// <summary>What is stored of it.</summary>
    public static JsonObject Input(IReadOnlyList<PeopleImport> set) => new() { [ImportKey] = set[0].SetId, [FileKey] = set[0].FileName, [FilesKey] = set.Count };

    /// <inheritdoc/>
    public string TitleOf(JsonObject input, long total) => (int?)input[FilesKey] is > 1 and var count
        ? s.Plural(total, "Import of 1 row from {1} files", "Import of {0:N0} rows from {1} files", count)
        : s.Plural(total, "Import of 1 row from “{1}”", "Import of {0:N0} rows from “{1}”", (string?)input[FileKey] ?? "");

    /// <inheritdoc/>
    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var id = (string)run.Input[ImportKey]!;
        var set = await (await session.GetConnectionAsync()).GetTable<PeopleImport>().Where(row => row.SetId == id).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        var legs = LegsOf(set);
        var at = (int?)run.Place[LegKey] ?? 0;
        if (at >= legs.Count)
        {
            throw new OperationRefusedException(s["The file is no longer there; put it up again."]);
        }

        var name = $"{run.Id}/{at}";
        try
        {
            var seen = await CheckRightsAsync(run, legs[at].Import);
            var from = (long?)run.Place[RowsKey] ?? 0;
            var file = await open.AtAsync(name, from, () => OpenAsync(legs[at], set, cancellationToken), cancellationToken);
            file.Plan.Sights = seen;
            var rows = await file.TakeAsync(run.Size);
            await StoreAsync(run, legs[at].Import, file.Plan, await reader.ReadAsync(file.Plan, rows, cancellationToken), cancellationToken);
            run.Place[RowsKey] = from + rows.Count;
            NoteLater(run, file.Plan, legs[at].Import);
            if (rows.Count < run.Size)
            {
                await GoOnAsync(run, legs, at, cancellationToken);
            }
        }
        catch (ImportRefusedException refusal)
        {
            await open.CloseAsync(name);
            throw new OperationRefusedException(s[refusal.MessageId, refusal.Arguments]);
        }
    }

    // Each file once, what people belong to first; then those of people a second time.
    private static List<Leg> LegsOf(IReadOnlyList<PeopleImport> set)
    {
        var files = set.Select(import => (Import: import, Rank: ImportMap.All.ToList().IndexOf(ImportMap.Parse(import.Map).Holds))).OrderBy(file => file.Rank).Select(file => file.Import).ToList();
        return [.. files.Select(import => new Leg(import, false)), .. files.Where(IsOfPeople).Select(import => new Leg(import, true))];
    }

    private static bool IsOfPeople(PeopleImport import) => ImportMap.Parse(import.Map).Holds == ContactTypes.Person;

    private async Task<OpenImport> OpenAsync(Leg leg, IReadOnlyList<PeopleImport> set, CancellationToken cancellationToken)
    {
        var file = await OpenImport.OpenAsync(files, leg.Import, reader, leg.IsSecond);
        if (!leg.IsSecond && file.Plan.Mapper.HasRelations)
        {
            file.Plan.Coming = await OpenImport.ComingAsync(files, set.Where(IsOfPeople), reader, cancellationToken);
        }

        return file;
    }

    // What one may do and see is asked at each step: rights may change while a long import is under way.
    private async Task<LinkSights> CheckRightsAsync(OperationRun run, PeopleImport import)
    {
        if (!await rights.HoldsAsync(run.User, ContactsPermissions.Import))
        {
            throw new OperationRefusedException(s["You may not import contacts."]);
        }

        var seen = await LinkSights.OfAsync(sights, run.User);
        var map = ImportMap.Parse(import.Map);
        ImportRights.Check(map, seen.Of(map.Holds));
        return seen;
    }

    private async Task StoreAsync(OperationRun run, PeopleImport import, ImportPlan plan, IReadOnlyList<RowResult> results, CancellationToken cancellationToken)
    {
        var alike = (await likely.FindAsync(plan, results, cancellationToken)).ToDictionary(found => found.Row, found => found.Here);
        var refused = results.Where(result => result.Fault is not null).Select(result => result.Fault!).ToList();
        var kept = results.Where(result => result.Item is not null && !(import.LeavesDoubles && alike.ContainsKey(result))).ToList();
        if (import.LeavesDoubles)
        {
            refused.AddRange(alike.Select(pair => RowReader.Refuse(pair.Key, "", s["Likely here already: {0}.", plan.Sights!.Of(plan.Map.Holds).Show(pair.Value).DisplayText ?? ""]).Fault!));
        }

        change.Event = "Imported";
        var stored = await store.StoreAsync(plan, kept);
        refused.AddRange(stored.Refused.Values);
        var bytes = await AppendAsync(import, plan.Header, [.. refused.OrderBy(row => row.Line)], cancellationToken);
        var warnings = results.Sum(result => result.Warnings);
        var table = (await session.GetConnectionAsync(write: true)).GetTable<PeopleImport>().Where(row => row.Id == import.Id);
        if (plan.IsSecond)
        {
            await table.Set(row => row.RelationsLeft, row => row.RelationsLeft + refused.Count).Set(row => row.Warnings, row => row.Warnings + warnings).Set(row => row.RefusedBytes, bytes).UpdateAsync(cancellationToken);
            return;
        }

        var unchanged = stored.Unchanged + results.Count(result => result.Fate == RowFate.Unchanged);
        var likelyIn = import.LeavesDoubles ? 0 : alike.Count;
        await table
            .Set(row => row.Created, row => row.Created + stored.Created).Set(row => row.Updated, row => row.Updated + stored.Updated).Set(row => row.Unchanged, row => row.Unchanged + unchanged)
            .Set(row => row.Refused, row => row.Refused + refused.Count).Set(row => row.Warnings, row => row.Warnings + warnings).Set(row => row.Doubles, row => row.Doubles + likelyIn)
            .Set(row => row.RefusedBytes, bytes).UpdateAsync(cancellationToken);
        run.Done += results.Count;
        run.Leave(unchanged + refused.Count);
    }

    // What a step wrote that was not committed stands behind the valid bytes and is cut off here.
    private async Task<long> AppendAsync(PeopleImport import, IReadOnlyList<string> header, IReadOnlyList<RefusedRow> refused, CancellationToken cancellationToken)
    {
        if (refused.Count == 0)
        {
            return import.RefusedBytes;
        }

        await using var stream = new FileStream(files.Refused(import.Id), FileMode.OpenOrCreate, FileAccess.Write);
        stream.SetLength(import.RefusedBytes);
        stream.Seek(0, SeekOrigin.End);
        await using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: import.RefusedBytes == 0), leaveOpen: true))
        {
            var file = new RefusedRows(writer);
            if (import.RefusedBytes == 0)
            {
                await file.BeginAsync(header, SheetForm.Text);
            }
            else
            {
                file.Resume(header);
            }

            foreach (var row in refused)
            {
                await file.AddAsync(row);
            }
        }

        await stream.FlushAsync(cancellationToken);
        stream.Flush(flushToDisk: true);
        return stream.Length;
    }

    private static void NoteLater(OperationRun run, ImportPlan plan, PeopleImport import)
    {
        if (plan.HasLater && !LaterOf(run).Contains(import.Id))
        {
            run.Place[LaterKey] = new JsonArray([.. LaterOf(run).Append(import.Id).Select(id => (JsonNode)id)]);
        }
    }

    private static List<string> LaterOf(OperationRun run) => [.. (run.Place[LaterKey] as JsonArray ?? []).Select(id => (string)id!)];

    private async Task GoOnAsync(OperationRun run, List<Leg> legs, int at, CancellationToken cancellationToken)
    {
        var later = LaterOf(run);
        var next = legs.FindIndex(at + 1, leg => !leg.IsSecond || later.Contains(leg.Import.Id));
        afterCommit.Add(() => open.CloseAsync($"{run.Id}/{at}"));
        if (next >= 0)
        {
            (run.Place[LegKey], run.Place[RowsKey]) = (next, 0);
            return;
        }

        var set = legs[0].Import.SetId;
        await (await session.GetConnectionAsync(write: true)).GetTable<PeopleImport>().Where(row => row.SetId == set).Set(row => row.EndedUtc, time.GetUtcNow().UtcDateTime).UpdateAsync(cancellationToken);
        run.Finish();
        afterCommit.Add(() =>
        {
            legs.ForEach(leg => files.DeleteUpload(leg.Import.Id));
            return Task.CompletedTask;
        });
    }

    /// <summary>One reading of a file.</summary>
    private sealed record Leg(PeopleImport Import, bool IsSecond);
}
