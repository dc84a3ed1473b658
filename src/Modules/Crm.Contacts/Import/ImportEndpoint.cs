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
/// <c>POST /api/contacts/import</c>: a multipart form whose part "map" (JSON) comes before the part "file" (CSV or XLSX), read as a stream. A file that was exported here needs no map.
/// Answers the report; with <c>Accept: text/csv</c> the refused rows.
/// </summary>
internal static class ImportEndpoint
{
    private const int MaxMap = 1024 * 1024;

    public static async Task<IResult> PostAsync(HttpRequest request, ImportPeople import, ContactSights sights, IStringLocalizer<ImportPeople> s, CancellationToken cancellationToken)
    {
        var refused = PassingFile.Of(request.HttpContext);
        try
        {
            var report = await RunAsync(request, import, await sights.ForAsync(request.HttpContext.User, ContactTypes.Person), refused, cancellationToken);
            refused.Position = 0;
            return request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/csv")
                ? Results.Stream(refused, "text/csv; charset=utf-8", "refused.csv")
                : Results.Json(report);
        }
        catch (ImportRefusedException refusal)
        {
            return Results.Problem(s[refusal.MessageId, refusal.Arguments], statusCode: StatusCodes.Status400BadRequest, title: s["The import was refused; nothing was written."],
                extensions: new Dictionary<string, object?> { ["path"] = refusal.Path });
        }
    }

    /// <summary>Takes an import of people and of what they belong to back; no other batch, for which other rights are asked.</summary>
    public static async Task<IResult> UndoAsync(string batchId, IHistory history, BatchRights batches)
        => await batches.IsOnlyAsync(batchId, "Imported", ContactTypes.Person, ContactTypes.Household, ContactTypes.Organisation) ? Results.Json(new { batchId, left = await history.UndoBatchAsync(batchId) }) : Results.NotFound();

    private static async Task<ImportReport> RunAsync(HttpRequest request, ImportPeople import, ContactSight sight, Stream refused, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw new ImportRefusedException("", "Send a multipart form with the parts map (JSON), then file (CSV or XLSX).");
        }

        var reader = new MultipartReader(boundary, request.Body);
        ImportMap? map = null;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            var name = section.GetContentDispositionHeader()?.Name.Value?.Trim('"');
            if (name == "map")
            {
                map = ImportMap.Parse(await TextAsync(section.Body, cancellationToken));
            }
            else if (name == "file")
            {
                await using var writer = new StreamWriter(refused, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                return await import.RunAsync(section.Body, map, new RefusedRows(writer), cancellationToken, sight);
            }
        }

        throw new ImportRefusedException("", "The form has no part file.");
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
}
