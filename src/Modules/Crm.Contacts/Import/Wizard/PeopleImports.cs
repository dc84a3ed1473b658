using System.Text.Json;
using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Contacts.Import.Wizard;

/// <summary>The imports of who acts: put up, choose columns, mend cells, start. Scoped.</summary>
internal sealed class PeopleImports(ISession session, ChangeContext change, ImportFiles files, SuggestMap suggest, Operations operations, TimeProvider time)
{
    /// <summary>Takes a file up with a suggestion of what its columns are.</summary>
    /// <param name="first">The first file of those put up together; null when this is it.</param>
    /// <exception cref="ImportRefusedException">It cannot be read.</exception>
    public async Task<string> PutAsync(Stream content, string fileName, ContactSight sight, CancellationToken cancellationToken, PeopleImport? first = null, int position = 0)
    {
        if (SheetForms.Of(fileName) == SheetForm.Lines)
        {
            throw new ImportRefusedException("", "Lines of JSON (.ndjson) go in by the command or the API; here text (.csv) or a workbook (.xlsx) is put up.");
        }

        var id = ContentId.New();
        await files.PutAsync(id, content, cancellationToken);
        try
        {
            var (look, rows) = await CountAsync(id, cancellationToken);
            var map = await suggest.OfAsync(look, Path.GetFileNameWithoutExtension(fileName), null, await MapsAsync(), sight);
            await (await session.GetConnectionAsync(write: true)).InsertAsync(
                new PeopleImport { Id = id, SetId = first?.SetId ?? id, Position = position, FileName = fileName, Rows = rows, Actor = change.Actor, ActorName = change.ActorName, CreatedUtc = time.GetUtcNow().UtcDateTime, Map = map.ToJson() }, token: cancellationToken);
            return id;
        }
        catch
        {
            files.Delete(id);
            throw;
        }
    }

    /// <summary>One of one's own, or null.</summary>
    public async Task<PeopleImport?> GetAsync(string id, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<PeopleImport>().FirstOrDefaultAsync(row => row.Id == id && row.Actor == change.Actor, cancellationToken);

    /// <summary>The files that one is imported with, itself too, in the order in which they were put up.</summary>
    public async Task<IReadOnlyList<PeopleImport>> SetOfAsync(PeopleImport import, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<PeopleImport>().Where(row => row.SetId == import.SetId && row.Actor == import.Actor).OrderBy(row => row.Position).ToListAsync(cancellationToken);

    /// <summary>What the columns of a file are, when it holds something else than was guessed.</summary>
    public Task<ImportMap> SuggestAsync(PeopleImport import, FileLook look, string holds, ContactSight sight) => suggest.OfAsync(look, Path.GetFileNameWithoutExtension(import.FileName), holds, [], sight);

    /// <summary>One's own, the newest first.</summary>
    public async Task<IReadOnlyList<PeopleImport>> ListAsync(CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<PeopleImport>().Where(row => row.Actor == change.Actor).OrderByDescending(row => row.CreatedUtc).ThenBy(row => row.Position).ThenBy(row => row.Id).Take(50).ToListAsync(cancellationToken);

    /// <summary>Keeps what was chosen.</summary>
    public async Task SaveAsync(PeopleImport import, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync(write: true)).GetTable<PeopleImport>().Where(row => row.Id == import.Id && row.OperationId == null)
            .Set(row => row.Map, import.Map).Set(row => row.Fixes, import.Fixes).Set(row => row.LeavesDoubles, import.LeavesDoubles).UpdateAsync(cancellationToken);

    /// <summary>Starts it, with all files of its set, with the commit of this unit of work; once only.</summary>
    /// <exception cref="ImportRefusedException">The columns of one are not chosen yet.</exception>
    public async Task StartAsync(PeopleImport import, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        if (await db.GetTable<PeopleImport>().AnyAsync(row => row.Id == import.Id && row.OperationId == null, cancellationToken))
        {
            var set = await SetOfAsync(import, cancellationToken);
            foreach (var one in set)
            {
                ImportMap.Parse(one.Map);
            }

            var operation = await operations.StartAsync(ImportOperation.Name, ImportOperation.Input(set), set.Sum(one => one.Rows));
            await db.GetTable<PeopleImport>().Where(row => row.SetId == import.SetId).Set(row => row.OperationId, operation).UpdateAsync(cancellationToken);
        }
    }

    /// <summary>Throws away one that was not started.</summary>
    public async Task DeleteAsync(PeopleImport import, CancellationToken cancellationToken)
    {
        if (await (await session.GetConnectionAsync(write: true)).GetTable<PeopleImport>().Where(row => row.Id == import.Id && row.OperationId == null).DeleteAsync(cancellationToken) > 0)
        {
            files.Delete(import.Id);
        }
    }

    /// <summary>The choices of columns kept, by name.</summary>
    public async Task<IReadOnlyList<KeptMap>> MapsAsync() => await (await session.GetConnectionAsync()).GetTable<KeptMap>().OrderBy(map => map.Name).Take(200).ToListAsync();

    /// <summary>Keeps a choice of columns under a name; one of that name is replaced.</summary>
    public async Task KeepAsync(string name, string map)
        => await (await session.GetConnectionAsync(write: true)).InsertOrReplaceAsync(new KeptMap { Name = name, Map = map, ActorName = change.ActorName, AtUtc = time.GetUtcNow().UtcDateTime });

    /// <summary>Forgets a choice of columns.</summary>
    public async Task ForgetAsync(string name) => await (await session.GetConnectionAsync(write: true)).GetTable<KeptMap>().DeleteAsync(map => map.Name == name);

    /// <summary>The cells that were mended, by line and heading.</summary>
    public static Dictionary<int, Dictionary<string, string>> FixesOf(PeopleImport import) => JsonSerializer.Deserialize<Dictionary<int, Dictionary<string, string>>>(import.Fixes) ?? [];

    /// <summary>The row with what was mended in it.</summary>
    public static CsvRow Mend(CsvRow row, IReadOnlyList<string> header, Dictionary<int, Dictionary<string, string>> fixes)
        => !fixes.TryGetValue(row.Line, out var cells) ? row : row with { Cells = [.. row.Cells.Select((cell, i) => i < header.Count && cells.TryGetValue(header[i], out var other) ? other : cell)] };

    /// <summary>The header and the first rows of a file, by the encoding and separator of a map.</summary>
    public async Task<FileLook> LookAsync(string id, ImportMap? map, CancellationToken cancellationToken) => (await ReadAsync(id, map, count: false, cancellationToken)).Look;

    private Task<(FileLook Look, long Rows)> CountAsync(string id, CancellationToken cancellationToken) => ReadAsync(id, null, count: true, cancellationToken);

    private async Task<(FileLook Look, long Rows)> ReadAsync(string id, ImportMap? map, bool count, CancellationToken cancellationToken)
    {
        await using var stream = files.Open(id);
        await using var sheet = await SheetFile.OpenAsync(stream, map, cancellationToken);
        var (samples, rows) = (new List<CsvRow>(), 0L);
        IReadOnlyList<string>? header = null;
        await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
        {
            if (header is null)
            {
                header = RowReader.Headings(row);
                continue;
            }

            rows++;
            if (samples.Count < FileLook.MostSamples)
            {
                samples.Add(row);
            }
            else if (!count)
            {
                break;
            }
        }

        return rows == 0
            ? throw new ImportRefusedException("", header is null ? "The file is empty." : "The file has a header and no rows.")
            : (new FileLook(header!, samples, sheet.IsText, sheet.Encoding, sheet.Separator), rows);
    }
}

/// <summary>What a glance at a file shows.</summary>
/// <param name="Samples">The first rows.</param>
internal sealed record FileLook(IReadOnlyList<string> Header, IReadOnlyList<CsvRow> Samples, bool IsText, string Encoding, string Separator)
{
    /// <summary>So many rows are looked at.</summary>
    public const int MostSamples = 200;

    /// <summary>The filled cells of a column.</summary>
    public IEnumerable<string> Of(int column) => Samples.Select(row => row.Cells.ElementAtOrDefault(column) ?? "").Where(cell => cell.Length > 0);
}
