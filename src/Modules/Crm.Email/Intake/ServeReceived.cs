using Microsoft.AspNetCore.Http;

namespace Crm.Email.Intake;

/// <summary><c>/admin/mail-in/{received}/eml</c>: a mail as it came, to take along; a browser shows none of it.</summary>
internal static class ServeReceived
{
    public static async Task<IResult> BytesAsync(string received, HttpContext http, ReceivedList list, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(received, cancellationToken) is not { } mail || await list.BytesAsync(mail, cancellationToken) is not { } bytes)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(bytes, "message/rfc822", $"{mail.MailId}.eml");
    }
}
