using System.Security.Claims;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Kernel.Security;
using Crm.Messaging.Ledger;
using Microsoft.AspNetCore.Http;

namespace Crm.Messaging.Templates.Try;

/// <summary>A letter's HTML for its frame: nothing in it runs or is fetched from elsewhere, so that looking at it tells nobody.</summary>
internal static partial class ServeLetter
{
    /// <summary>A template tried on a person.</summary>
    public static async Task<IResult> TriedAsync(string template, string? person, string? language, int? version, HttpContext http, TryLetter letters, ClaimsPrincipal user, CancellationToken cancellationToken)
        => await letters.TryAsync(template, version, person, language, user, cancellationToken) is { Letter.Mail.Html: { } html } ? Result(html, http) : Results.NotFound();

    /// <summary>A message's, as it left or would leave now.</summary>
    public static async Task<IResult> SentAsync(string message, HttpContext http, MessageLedger ledger, Recipients recipients, Visible visible, ClaimsPrincipal user, CancellationToken cancellationToken)
        => await ledger.FindAsync(message, cancellationToken, await visible.ForAsync(user)) is { } found && found.Text.Html.Length > 0 && await recipients.FindAsync(user, found.Message.PersonId) is not null ? Result(found.Text.Html, http) : Results.NotFound();

    private static IResult Result(string html, HttpContext http)
    {
        var (headers, request) = (http.Response.Headers, http.Request);
        headers.ContentSecurityPolicy = $"default-src 'none'; img-src data: {request.Scheme}://{request.Host}{request.PathBase}/media/; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
        headers.CacheControl = "private, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        var head = Head().Match(html);
        return Results.Text(html.Insert(head.Success ? head.Index + head.Length : 0, "<base target=\"_blank\">"), "text/html; charset=utf-8", Encoding.UTF8);
    }

    [GeneratedRegex("<head[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Head();
}
