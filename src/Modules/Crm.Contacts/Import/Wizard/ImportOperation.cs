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

/// <summary>Imports a file that was put up, some rows a step: what a step stores, the place it reached and its figures are committed as one, and the file of refused rows is cut to what was committed.</summary>
internal sealed class ImportOperation(
    ISession session, StoreRows store, ChangeContext change, RowReader reader, PossibleDoubles doubles, OpenImports open, ImportFiles files, ContactSights sights,
    Kernel.Security.Rights rights, AfterCommit afterCommit, TimeProvider time, IStringLocalizer<ImportPeople> s) : IOperation
{
    public const string Name = "Contacts.ImportPeople";
    private const string ImportKey = "import";
    private const string FileKey = "file";
    private const string RowsKey = "rows";

    public string Kind => Name;

    /// <summary>What is stored of it.</summary>
    public static JsonObject Input(PeopleImport import) => new() { [ImportKey] = import.Id, [FileKey] = import.FileName };

    /// <inheritdoc/>
    public string TitleOf(JsonObject input, long total) => s.Plural(total, "Import of 1 row from “{1}”", "Import of {0:N0} rows from “{1}”", (string?)input[FileKey] ?? "");

    /// <inheritdoc/>
    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var id = (string)run.Input[ImportKey]!;
        var db = await session.GetConnectionAsync();
        var import = await db.GetTable<PeopleImport>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw new OperationRefusedException(s["The file is no longer there; put it up again."]);
        try
        {
            var sight = await CheckRightsAsync(run, import);
            var from = (long?)run.Place[RowsKey] ?? 0;
            var file = await open.AtAsync(run.Id, from, () => OpenImport.OpenAsync(files, import, reader), cancellationToken);
            file.Plan.Sights = await LinkSights.OfAsync(sights, run.User);
            var rows = await file.TakeAsync(run.Size);
            await StoreAsync(run, import, sight, file.Plan, await reader.ReadAsync(file.Plan, rows, cancellationToken), cancellationToken);
            run.Place[RowsKey] = from + rows.Count;
            if (rows.Count < run.Size)
            {
                await FinishAsync(run, import, cancellationToken);
            }
        }
        catch (ImportRefusedException refusal)
        {
            await open.CloseAsync(run.Id);
            throw new OperationRefusedException(s[refusal.MessageId, refusal.Arguments]);
        }
    }

    // What one may do and see is asked at each step: rights may change while a long import is under way.
    private async Task<ContactSight> CheckRightsAsync(OperationRun run, PeopleImport import)
    {
        if (!await rights.HoldsAsync(run.User, ContactsPermissions.Import))
        {
            throw new OperationRefusedException(s["You may not import contacts."]);
        }

        var sight = await sights.ForAsync(run.User, ContactTypes.Person);
        ImportRights.Check(ImportMap.Parse(import.Map), sight);
        return sight;
    }

    private async Task StoreAsync(OperationRun run, PeopleImport import, ContactSight sight, ImportPlan plan, IReadOnlyList<RowResult> results, CancellationToken cancellationToken)
    {
        var alike = (await doubles.FindAsync([.. results.Where(result => result.Fate == RowFate.Created)], cancellationToken)).ToDictionary(found => found.Row, found => found.Person);
        var refused = results.Where(result => result.Fault is not null).Select(result => result.Fault!).ToList();
        var kept = results.Where(result => result.Item is not null && !(import.LeavesDoubles && alike.ContainsKey(result))).ToList();
        if (import.LeavesDoubles)
        {
            refused.AddRange(alike.Select(pair => RowReader.Refuse(pair.Key, "", s["Likely here already: {0}.", sight.Show(pair.Value).DisplayText ?? ""]).Fault!));
        }

        change.Event = "Imported";
        var stored = await store.StoreAsync(plan, kept);
        refused.AddRange(stored.Refused.Values);
        var unchanged = stored.Unchanged + results.Count(result => result.Fate == RowFate.Unchanged);
        var bytes = await AppendAsync(import, plan.Header, [.. refused.OrderBy(row => row.Line)], cancellationToken);
        var (warnings, likely) = (results.Sum(result => result.Warnings), import.LeavesDoubles ? 0 : alike.Count);
        await (await session.GetConnectionAsync(write: true)).GetTable<PeopleImport>().Where(row => row.Id == import.Id)
            .Set(row => row.Created, row => row.Created + stored.Created).Set(row => row.Updated, row => row.Updated + stored.Updated).Set(row => row.Unchanged, row => row.Unchanged + unchanged)
            .Set(row => row.Refused, row => row.Refused + refused.Count).Set(row => row.Warnings, row => row.Warnings + warnings).Set(row => row.Doubles, row => row.Doubles + likely)
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
                await file.BeginAsync(header);
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

    private async Task FinishAsync(OperationRun run, PeopleImport import, CancellationToken cancellationToken)
    {
        await (await session.GetConnectionAsync(write: true)).GetTable<PeopleImport>().Where(row => row.Id == import.Id).Set(row => row.EndedUtc, time.GetUtcNow().UtcDateTime).UpdateAsync(cancellationToken);
        run.Finish();
        afterCommit.Add(async () =>
        {
            await open.CloseAsync(run.Id);
            files.DeleteUpload(import.Id);
        });
    }
}
