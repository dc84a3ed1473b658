using System.Text.Encodings.Web;

namespace Crm.Messaging.Templates.Render;

/// <summary>The last line of a letter to many: where its reader says what they want.</summary>
internal static class WayOut
{
    /// <param name="words">As before an address, with its colon.</param>
    public static string InHtml(string html, string page, string words)
    {
        words = words.TrimEnd(':', ' ', '\u00A0');
        var line = $"<p style=\"font-size:12px\"><a href=\"{HtmlEncoder.Default.Encode(page)}\">{HtmlEncoder.Default.Encode(words)}</a></p>";
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return html.Length == 0 ? "" : end < 0 ? html + line : html.Insert(end, line);
    }

    public static string InText(string text, string page, string words) => $"{text}\n\n-- \n{words} {page}\n";
}
