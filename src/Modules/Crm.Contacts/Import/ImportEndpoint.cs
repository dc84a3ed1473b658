using System.Text;
using Crm.Contacts.Lists;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace Crm.Contacts.Import;

/// <summary>
/// <c>POST /api/contacts/import</c>: a multipart form of parts "file" (CSV, XLSX or NDJSON, up to 20), each read by the part "map" (JSON) that stands before it; or a body of
/// <c>application/x-ndjson</c>, read as a stream, with its map in the query. Files that were exported here need no map. Answers the report; with <c>Accept: text/csv</c> or
/// <c>application/x-ndjson</c> the refused rows of a single file, in the form in which it came.
/// </summary>
internal static class ImportEndpoint
{
    /// <summary>What the description of the API says.</summary>
    public const string Description =
        "Send multipart/form-data with up to 20 parts \"file\" (CSV, XLSX, or NDJSON by its media type or the ending .ndjson), each read by the part \"map\" (JSON) that stands before it: one import with one report and one undo, households and organisations "
        + "before people. Or send application/x-ndjson, one JSON object a line: its names are the columns of the map, given as JSON in the query (?map=), or the headings of an export; a value is a text, a number, true, false, or a list of these. "
        + "A file that was exported here needs no map. Answers the report; with Accept: text/csv or application/x-ndjson the refused rows of a single file, in the form in which it came (workbooks as CSV).";

    private const int MaxMap = 1024 * 1024;

    public static async Task<IResult> PostAsync(HttpRequest request, string? map, ImportPeople import, ContactSights sights, IStringLocalizer<ImportPeople> s, CancellationToken cancellationToken)
    {
        var wantsRefused = request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/csv" || SheetForms.IsLines(type.MediaType.Value));
        await using var received = new Received(request.HttpContext, wantsRefused);
        try
        {
            await ReceiveAsync(request, map, received, cancellationToken);
            var report = await import.RunAsync(received.Files, await sights.ForAsync(request.HttpContext.User, ContactTypes.Person), cancellationToken);
            return wantsRefused ? await received.RefusedAsync() : Results.Json(report);
        }
        catch (ImportRefusedException refusal)
        {
            var extensions = new Dictionary<string, object?> { ["path"] = refusal.Path };
            if (refusal.File is { } file)
            {
                extensions["file"] = file;
            }

            return Results.Problem(s[refusal.MessageId, refusal.Arguments], statusCode: StatusCodes.Status400BadRequest, title: s["The import was refused; nothing was written."], extensions: extensions);
        }
    }

    /// <summary>Takes an import of people and of what they belong to back; no other batch, for which other rights are asked.</summary>
    public static async Task<IResult> UndoAsync(string batchId, IHistory history, BatchRights batches)
        => await batches.IsOnlyAsync(batchId, "Imported", ContactTypes.Person, ContactTypes.Household, ContactTypes.Organisation) ? Results.Json(new { batchId, left = await history.UndoBatchAsync(batchId) }) : Results.NotFound();

    private static Task ReceiveAsync(HttpRequest request, string? map, Received received, CancellationToken cancellationToken)
    {
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        if (SheetForms.IsLines(type?.MediaType.Value))
        {
            received.Add("", request.Body, map is null ? null : ImportMap.Parse(map), SheetForm.Lines);
            return Task.CompletedTask;
        }

        return type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 } boundary
            ? ReceiveAsync(new MultipartReader(boundary, request.Body), received, cancellationToken)
            : throw new ImportRefusedException("", "Send a multipart form with the parts map (JSON), then file (CSV, XLSX or NDJSON), or a body of application/x-ndjson.");
    }

    private static async Task ReceiveAsync(MultipartReader reader, Received received, CancellationToken cancellationToken)
    {
        ImportMap? map = null;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            var part = section.GetContentDispositionHeader();
            var name = part?.Name.Value?.Trim('"');
            if (name == "map")
            {
                map = ImportMap.Parse(await TextAsync(section.Body, cancellationToken));
            }
            else if (name == "file")
            {
                _ = MediaTypeHeaderValue.TryParse(section.ContentType, out var type);
                var file = part!.FileNameStar.Value ?? part.FileName.Value?.Trim('"') ?? "";
                await received.KeepAsync(Path.GetFileName(file), section.Body, map, SheetForms.IsLines(type?.MediaType.Value) ? SheetForm.Lines : SheetForms.Of(file), cancellationToken);
            }
        }

        if (received.Files.Count == 0)
        {
            throw new ImportRefusedException("", "The form has no part file.");
        }
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxMap)
            {
                throw new ImportRefusedException("$", "The map is larger than 1 MB.");
            }
        }

        return Encoding.UTF8.GetString(buffer.ToArray()).TrimStart('\uFEFF');
    }

    // The files of a request; those of a form are put down, for there is no telling whether another one follows.
    private sealed class Received(HttpContext context, bool wantsRefused) : IAsyncDisposable
    {
        private readonly Stream _refused = wantsRefused ? PassingFile.Of(context) : Stream.Null;
        private StreamWriter? _writer;

        public List<ImportFile> Files { get; } = [];

        public void Add(string name, Stream stream, ImportMap? map, SheetForm? form)
        {
            _writer ??= new StreamWriter(_refused, RefusedRows.EncodingOf(form), leaveOpen: true);
            Files.Add(new ImportFile(name, stream, map, new RefusedRows(_writer), form));
        }

        public async Task KeepAsync(string name, Stream stream, ImportMap? map, SheetForm? form, CancellationToken cancellationToken)
        {
            if (Files.Count == ImportFile.Most)
            {
                throw new ImportRefusedException("", ImportFile.TooMany, ImportFile.Most);
            }

            if (wantsRefused && Files.Count > 0)
            {
                throw new ImportRefusedException("", "The refused rows of several files do not make one file: ask for the report, or send one file at a time.");
            }

            var file = PassingFile.Of(context);
            await stream.CopyToAsync(file, cancellationToken);
            Add(name, file, map, form);
        }

        public async Task<IResult> RefusedAsync()
        {
            var form = Files[0].Form;
            await _writer!.DisposeAsync();
            _refused.Position = 0;
            return form == SheetForm.Lines ? Results.Stream(_refused, SheetForms.LinesType, "refused.ndjson") : Results.Stream(_refused, "text/csv; charset=utf-8", "refused.csv");
        }

        public ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
