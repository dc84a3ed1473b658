using System.Security.Claims;
using System.Text;
using Crm.Attachments.Files;
using Crm.Attachments.Serve;
using Crm.Contacts.Rights;
using Crm.Kernel.Files;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace Crm.Attachments.Api;

/// <summary><c>/api/contacts/{id}/attachments</c>: the acts of the panel, under the same rights and rules. A refusal is problem+json with its reason and a sentence; then nothing was written.</summary>
internal static class AttachmentsEndpoint
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/api/contacts/{id}/attachments").WithTags("Files of contacts").AddEndpointFilter(MediaRefusals.AnswerAsync);
        files.MapGet("", ListAsync).RequireRight(ContactsPermissions.ViewOwn).WithSummary("Files of a contact, the newest first; a page at a time");
        files.MapPost("", AddAsync).RequireRight(ContactsPermissions.EditOwn).Accepts<IFormFile>("multipart/form-data").WithSummary("Attach a file: a multipart form with the part file, and before it, if wished, the part note");
        files.MapGet("/{attachment}", GetAsync).RequireRight(ContactsPermissions.ViewOwn).WithSummary("Download a file of a contact");
        files.MapPut("/{attachment}", DescribeAsync).RequireRight(ContactsPermissions.EditOwn).WithSummary("Give a file of a contact another name and note; its ending stays");
        files.MapDelete("/{attachment}", DeleteAsync).RequireRight(ContactsPermissions.EditOwn).WithSummary("Delete a file of a contact; it can be restored for 30 days");
        files.MapPost("/{attachment}/restore", RestoreAsync).RequireRight(ContactsPermissions.EditOwn).WithSummary("Bring a deleted file of a contact back");
    }

    private static async Task<IResult> ListAsync(string id, string? after, int? take, ClaimsPrincipal user, AttachmentGate gate, AttachmentList list, CancellationToken cancellationToken)
    {
        if (await gate.ContactAsync(user, id) is null)
        {
            return Results.NotFound();
        }

        var page = await list.ReadAsync(id, after, Math.Clamp(take ?? Usual, 1, MaxTake), cancellationToken);
        return Results.Json(new FilesPage([.. page.Lines.Select(line => FileSummary.Of(line.File))], page.Next));
    }

    private static async Task<IResult> AddAsync(string id, HttpRequest request, ClaimsPrincipal user, AttachmentGate gate, ChangeAttachments change, IStringLocalizer<ChangeAttachments> s, CancellationToken cancellationToken)
    {
        if (await gate.ContactAsync(user, id, CommonPermissions.EditContent) is null)
        {
            return Results.NotFound();
        }

        // The store counts the bytes as they come, and says so when they are too many.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        var note = "";
        for (var reader = Reader(request); reader is not null && await reader.ReadNextSectionAsync(cancellationToken) is { } section;)
        {
            var part = section.GetContentDispositionHeader();
            if (HeaderUtilities.RemoveQuotes(part?.Name ?? default) == "note")
            {
                note = await NoteAsync(section.Body, cancellationToken);
            }
            else if (section.AsFileSection() is { } file)
            {
                return Results.Json(FileSummary.Of(await change.AddAsync(id, file.FileName, section.Body, note, null, cancellationToken)), statusCode: StatusCodes.Status201Created);
            }
        }

        throw new MediaRefusedException(MediaRefusal.Missing, s["Choose a file."]);
    }

    private static async Task<IResult> GetAsync(string id, string attachment, HttpContext http, ClaimsPrincipal user, AttachmentGate gate, PrivateFiles files)
        => await gate.FindAsync(user, attachment) is { } file && file.ContactId == id ? ServeAttachment.Of(http, files, file, inline: false) : Results.NotFound();

    private static Task<IResult> DescribeAsync(string id, string attachment, FileDraft draft, ClaimsPrincipal user, AttachmentGate gate, ChangeAttachments change)
        => ActAsync(id, attachment, user, gate, file => change.DescribeAsync(file, draft.Name ?? file.Name, draft.Note ?? file.Note));

    private static async Task<IResult> DeleteAsync(string id, string attachment, ClaimsPrincipal user, AttachmentGate gate, ChangeAttachments change)
        => await ActAsync(id, attachment, user, gate, change.RemoveAsync) is IStatusCodeHttpResult { StatusCode: StatusCodes.Status404NotFound } missing ? (IResult)missing : Results.NoContent();

    private static Task<IResult> RestoreAsync(string id, string attachment, ClaimsPrincipal user, AttachmentGate gate, ChangeAttachments change)
        => ActAsync(id, attachment, user, gate, change.RestoreAsync, inTrash: true);

    private static async Task<IResult> ActAsync(string id, string attachment, ClaimsPrincipal user, AttachmentGate gate, Func<Attachment, Task> act, bool inTrash = false)
    {
        var found = inTrash ? await gate.FindAnyAsync(user, attachment, CommonPermissions.EditContent) : await gate.FindAsync(user, attachment, CommonPermissions.EditContent);
        if (found is not { } file || file.ContactId != id)
        {
            return Results.NotFound();
        }

        await act(file);
        return Results.Json(FileSummary.Of(file));
    }

    private static MultipartReader? Reader(HttpRequest request)
        => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 } boundary ? new MultipartReader(boundary, request.Body) : null;

    // One letter more than a note may have is enough to refuse it.
    private static async Task<string> NoteAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body, Encoding.UTF8, leaveOpen: true);
        var letters = new char[ChangeAttachments.LongestNote + 1];
        return new string(letters, 0, await reader.ReadBlockAsync(letters, cancellationToken));
    }
}

/// <summary>What somebody says of a file; what is left out stays.</summary>
internal sealed record FileDraft(string? Name, string? Note);

/// <summary>A page; the place is null at the end.</summary>
internal sealed record FilesPage(IReadOnlyList<FileSummary> Items, string? Next);

/// <summary>A file as the API tells of it.</summary>
internal sealed record FileSummary(string AttachmentId, string Name, string Note, long Length, string ContentType, DateTime CreatedUtc, string By)
{
    public static FileSummary Of(Attachment file) => new(file.AttachmentId, file.Name, file.Note, file.Length, MediaKind.Of(file.Name).ContentType, file.CreatedUtc, file.By);
}
