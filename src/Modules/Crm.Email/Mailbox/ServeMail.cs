using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MimeKit;

namespace Crm.Email.Mailbox;

/// <summary>A mail's HTML for its frame, and its bytes to take along.</summary>
internal static partial class ServeMail
{
    /// <summary>
    /// <c>/admin/mailbox/{id}/body</c>. Nothing in it runs or is fetched from elsewhere, so that looking at a mail tells nobody of it: pictures come from this site's media alone, which no tracking
    /// pixel is. Links open in a window of their own.
    /// </summary>
    public static async Task<IResult> BodyAsync(string id, HttpContext http, MailboxList list, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } mail || (await ReadAsync(list, mail, cancellationToken)).HtmlBody is not { } html)
        {
            return Results.NotFound();
        }

        var (headers, request) = (http.Response.Headers, http.Request);
        headers.ContentSecurityPolicy = $"default-src 'none'; img-src data: {request.Scheme}://{request.Host}{request.PathBase}/media/; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
        headers.CacheControl = "private, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Text(WithTarget(html), "text/html; charset=utf-8", Encoding.UTF8);
    }

    /// <summary><c>/admin/mailbox/{id}/eml</c>, byte by byte as it would have been sent.</summary>
    public static async Task<IResult> BytesAsync(string id, HttpContext http, MailboxList list, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(id, cancellationToken) is not { } mail)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(await list.BytesAsync(mail, cancellationToken), "message/rfc822", $"{mail.MessageId}.eml");
    }

    private static async Task<MimeMessage> ReadAsync(MailboxList list, KeptMail mail, CancellationToken cancellationToken) => await MimeMessage.LoadAsync(new MemoryStream(await list.BytesAsync(mail, cancellationToken)), cancellationToken);

    // Before everything when there is no head: browsers take it as one.
    private static string WithTarget(string html)
    {
        var head = Head().Match(html);
        return html.Insert(head.Success ? head.Index + head.Length : 0, "<base target=\"_blank\">");
    }

    [GeneratedRegex("<head[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Head();
}
