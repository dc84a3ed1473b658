using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Import;
using Crm.Contacts.Import.Wizard;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.PersonalData;

/// <summary>
/// Files of people that were put up: those that wait to be imported and the rows that were refused, for 30 days. A file that waits and holds the person goes as a whole, for it can be put up
/// again without them; of the refused rows only theirs go.
/// </summary>
internal sealed class ImportsOfPerson(ISession session, ImportFiles files, IStringLocalizer<ImportsOfPerson> s) : IPersonalData
{
    private const string Uploads = "uploads";
    private const string Refused = "refused";

    // How the rows refused are written.
    private static readonly ImportMap s_own = new() { Encoding = "utf-8", Separator = "," };

    public string Name => "imports";

    public string Title => s["Imported files"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (rows, lines) = (new JsonArray(), new List<HeldLine>());
        foreach (var found in await FindAsync(subject, cancellationToken))
        {
            foreach (var cells in found.Rows.Concat(found.Refused))
            {
                rows.Add(new JsonObject { ["File"] = found.Import.FileName, ["Utc"] = found.Import.CreatedUtc, ["Row"] = new JsonArray([.. cells.Select(cell => (JsonNode)cell)]) });
                lines.Add(new HeldLine(found.Import.FileName, string.Join(", ", cells.Where(cell => cell.Length > 0))));
            }
        }

        return lines.Count == 0 ? HeldData.None : new HeldData(rows, lines, []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var found = await FindAsync(subject, cancellationToken);
        return
        [
            new ErasureLine(s["Files that wait to be imported and hold them"], found.Count(one => one.Rows.Count > 0)),
            new ErasureLine(s["Refused rows of imports"], found.Sum(one => one.Refused.Count)),
        ];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var (db, uploads, refused) = (await session.GetConnectionAsync(write: true), new JsonArray(), new JsonObject());
        foreach (var found in await FindAsync(subject, cancellationToken))
        {
            var import = found.Import;
            var fixes = JsonSerializer.Serialize(PeopleImports.FixesOf(import).Where(row => !subject.Words.AreIn(string.Join(" | ", row.Value.Values))).ToDictionary());
            var name = subject.Words.AreIn(Path.GetFileNameWithoutExtension(import.FileName)) ? Path.GetExtension(import.FileName) : import.FileName;
            await db.GetTable<PeopleImport>().Where(row => row.Id == import.Id).Set(row => row.Fixes, fixes).Set(row => row.FileName, name).UpdateAsync(cancellationToken);
            if (found.Rows.Count > 0)
            {
                uploads.Add(import.Id);
                await db.GetTable<PeopleImport>().Where(row => row.Id == import.Id && row.OperationId == null).DeleteAsync(cancellationToken);
            }

            if (found.Refused.Count > 0)
            {
                // By a hash: what the rows said is not written down a second time.
                refused[import.Id] = new JsonArray([.. found.Refused.Select(cells => (JsonNode)Hash(cells))]);
            }
        }

        return uploads.Count + refused.Count == 0 ? null : new JsonObject { [Uploads] = uploads, [Refused] = refused };
    }

    public async Task<bool> EraseOutsideAsync(JsonObject rest, CancellationToken cancellationToken)
    {
        foreach (var id in rest[Uploads]!.AsArray())
        {
            files.DeleteUpload((string)id!);
        }

        foreach (var (id, rows) in rest[Refused]!.AsObject())
        {
            await CutAsync(id, [.. rows!.AsArray().Select(hash => (string)hash!)], cancellationToken);
        }

        return true;
    }

    // Written anew beside and put in its place: whole or as it was.
    private async Task CutAsync(string import, HashSet<string> hashes, CancellationToken cancellationToken)
    {
        var path = files.Refused(import);
        if (!File.Exists(path))
        {
            return;
        }

        await using (var reading = File.OpenRead(path))
        await using (var sheet = await SheetFile.OpenAsync(reading, s_own, cancellationToken))
        await using (var writer = new StreamWriter(path + ".new", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            await foreach (var row in sheet.Rows.Where(row => !hashes.Contains(Hash(row.Cells))).WithCancellation(cancellationToken))
            {
                await writer.WriteLineAsync(string.Join(',', row.Cells.Select(RefusedRows.Quote)));
            }
        }

        var length = new FileInfo(path + ".new").Length;
        File.Move(path + ".new", path, overwrite: true);
        await (await session.GetConnectionAsync(write: true)).GetTable<PeopleImport>().Where(row => row.Id == import).Set(row => row.RefusedBytes, length).UpdateAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Found>> FindAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var found = new List<Found>();
        foreach (var import in await (await session.GetConnectionAsync()).GetTable<PeopleImport>().ToListAsync(cancellationToken))
        {
            var one = new Found(import, await RowsAsync(files.Upload(import.Id), null, subject, cancellationToken), await RowsAsync(files.Refused(import.Id), s_own, subject, cancellationToken));
            if (one.Rows.Count + one.Refused.Count > 0 || subject.Words.AreIn(import.FileName) || JsonStrings.Of(JsonNode.Parse(import.Fixes)).Any(subject.Words.AreIn))
            {
                found.Add(one);
            }
        }

        return found;
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> RowsAsync(string path, ImportMap? map, DataSubject subject, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        await using var stream = File.OpenRead(path);
        await using var sheet = await SheetFile.OpenAsync(stream, map, cancellationToken);
        return await sheet.Rows.Where(row => subject.Words.AreIn(string.Join(" | ", row.Cells))).Select(row => row.Cells).ToListAsync(cancellationToken);
    }

    private static string Hash(IReadOnlyList<string> cells) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(cells)));

    /// <summary>An import that holds the person.</summary>
    /// <param name="Rows">Theirs of the file that was put up.</param>
    /// <param name="Refused">Theirs of those refused.</param>
    private sealed record Found(PeopleImport Import, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<IReadOnlyList<string>> Refused);
}
