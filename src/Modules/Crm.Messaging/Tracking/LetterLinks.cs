using System.Net;
using System.Text;
using Crm.Messaging.Templates.Render;

namespace Crm.Messaging.Tracking;

/// <summary>The links of a letter's HTML.</summary>
public static class LetterLinks
{
    /// <summary>The HTML with other addresses in its links; nothing else of it changes.</summary>
    /// <param name="other">The address instead of one, both as they are meant and not as HTML writes them; null to leave it.</param>
    public static string Replace(string html, Func<string, string?> other)
    {
        var (made, at) = (new StringBuilder(html.Length + 500), 0);
        foreach (var tag in HtmlTags.Read(html).Where(tag => tag is { Name: "a", IsEnd: false }))
        {
            if (HtmlTags.Attributes(tag).FirstOrDefault(attribute => attribute.Name == "href") is { Value: { Length: > 0 } value } link && other(WebUtility.HtmlDecode(value)) is { } instead)
            {
                var from = tag.Start + 1 + tag.Name.Length + link.At;
                made.Append(html, at, from - at).Append(WebUtility.HtmlEncode(instead));
                at = from + value.Length;
            }
        }

        return made.Append(html, at, html.Length - at).ToString();
    }
}
