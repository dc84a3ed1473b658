using System.Net;
using System.Text;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Tracking;
using Crm.Tracking.Hits;

namespace Crm.Tracking.Links;

/// <summary>
/// Makes a letter's links ours, and puts a pixel at its end, and a link that people do not see: who follows it is none. What leads out of the list stays as it is, so does what is no page (mail, telephone).
/// The text part is never marked. Scoped.
/// </summary>
internal sealed class MarkLetter(IDocumentManager<TrackingSecret> secrets, ISiteService sites) : ILetterTracking
{
    public async Task<string> MarkAsync(string messageId, TrackedKinds kinds, string html, IReadOnlyCollection<string> ours, CancellationToken cancellationToken)
    {
        if ((await sites.GetSiteSettingsAsync()).BaseUrl.TrimEnd('/') is not { Length: > 0 } root)
        {
            return html;
        }

        var signer = new LinkSigner(Convert.FromBase64String((await secrets.GetOrCreateImmutableAsync()).Key));
        if (kinds.HasFlag(TrackedKinds.Clicks))
        {
            html = LetterLinks.Replace(html, url => ours.Contains(url) || WebPage.Of(url) is null || Encoding.UTF8.GetByteCount(url) > LinkSigner.MostUrl ? null : At(HitKind.Click, url));
        }

        var end = kinds.HasFlag(TrackedKinds.Clicks) ? $"<a href=\"{WebUtility.HtmlEncode(At(HitKind.Robot))}\" rel=\"nofollow\" aria-hidden=\"true\" tabindex=\"-1\" style=\"display:none\"></a>" : "";
        end += kinds.HasFlag(TrackedKinds.Opens) ? $"<img src=\"{WebUtility.HtmlEncode(At(HitKind.Open))}\" width=\"1\" height=\"1\" alt=\"\" style=\"border:0\">" : "";
        var body = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return body < 0 ? html + end : html.Insert(body, end);

        string At(HitKind kind, string url = "") => $"{root}/t/{signer.Sign(new SignedLink(kind, messageId, url))}";
    }
}
