using System.Net;
using System.Text;

namespace Crm.Search.Records;

/// <summary>The words of formatted text.</summary>
internal static class PlainText
{
    /// <summary>The HTML without its tags, with a blank where one stood, and its entities read; null for null.</summary>
    public static string? Of(string? html)
    {
        if (html is null || !html.AsSpan().ContainsAny('<', '&'))
        {
            return html;
        }

        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var tag = html.IndexOf('<', at);
            text.Append(html, at, (tag < 0 ? html.Length : tag) - at);
            if (tag < 0)
            {
                break;
            }

            var end = html.IndexOf('>', tag);
            text.Append(' ');
            at = end < 0 ? html.Length : end + 1;
        }

        return WebUtility.HtmlDecode(text.ToString());
    }
}
