using System.Security.Claims;
using Crm.Attachments.Files;
using Crm.Kernel.Files;
using Microsoft.AspNetCore.Http;

namespace Crm.Attachments.Serve;

/// <summary><c>/admin/attachments/{id}</c>: a file, to who may see its contact; to all others it is not there.</summary>
internal static class ServeAttachment
{
    /// <param name="inline">Whether a picture or PDF is shown in place; everything else is downloaded all the same.</param>
    public static async Task<IResult> GetAsync(string id, bool? inline, HttpContext http, ClaimsPrincipal user, AttachmentGate gate, PrivateFiles files)
        => await gate.FindAsync(user, id) is { } attachment ? Of(http, files, attachment, inline is true) : Results.NotFound();

    /// <summary>The answer that hands it out; 404 when its bytes are gone.</summary>
    public static IResult Of(HttpContext http, PrivateFiles files, Attachment attachment, bool inline)
        => files.Open(ChangeAttachments.Room, attachment.File) is { } content
            ? ServedFile.Of(http, content, attachment.Name, "private, no-store", download: !inline || MediaKind.Of(attachment.Name).Use is not (MediaUse.Picture or MediaUse.Pdf))
            : Results.NotFound();
}
