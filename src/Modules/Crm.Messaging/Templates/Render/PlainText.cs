using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Messaging.Templates.Render;

/// <summary>Makes plain text of a letter's HTML: paragraphs, lines, lists, links with their address, a picture's words.</summary>
internal static partial class PlainText
{
    private static readonly HashSet<string> s_blocks = ["p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "header", "footer", "center", "hr"];
    private static readonly HashSet<string> s_unseen = ["head", "style", "script", "title"];

    public static string Of(string html)
    {
        var (text, last, unseen, link, begun) = (new StringBuilder(), 0, "", "", 0);
        foreach (var tag in HtmlTags.Read(html))
        {
            if (unseen.Length == 0)
            {
                Put(text, html.AsSpan(last, tag.Start - last));
            }

            last = tag.End;
            if (unseen.Length > 0)
            {
                unseen = tag.IsEnd && tag.Name == unseen ? "" : unseen;
            }
            else if (!tag.IsEnd && s_unseen.Contains(tag.Name))
            {
                unseen = tag.Name;
            }
            else if (s_blocks.Contains(tag.Name))
            {
                text.Append("\n\n");
            }
            else if (tag.Name == "br" || tag is { Name: "tr", IsEnd: false })
            {
                text.Append('\n');
            }
            else if (tag is { Name: "li", IsEnd: false })
            {
                text.Append("\n- ");
            }
            else if (tag is { Name: "td" or "th", IsEnd: true })
            {
                text.Append(' ');
            }
            else if (tag is { Name: "img" } && Value(tag, "alt") is { Length: > 0 } says)
            {
                text.Append(says);
            }
            else if (tag is { Name: "a", IsEnd: false })
            {
                (link, begun) = (Value(tag, "href"), text.Length);
            }
            else if (tag is { Name: "a", IsEnd: true } && link.Length > 0)
            {
                var says2 = text.ToString(begun, text.Length - begun).Trim();
                if (says2 != link && "mailto:" + says2 != link && "tel:" + says2 != link)
                {
                    text.Append(" (").Append(link).Append(')');
                }

                link = "";
            }
        }

        if (unseen.Length == 0)
        {
            Put(text, html.AsSpan(Math.Min(last, html.Length)));
        }

        return Lines(text.ToString());
    }

    private static string Value(HtmlTag tag, string name) => WebUtility.HtmlDecode(HtmlTags.Attributes(tag).FirstOrDefault(attribute => attribute.Name == name).Value ?? "").Trim();

    // White space between words is one blank, as a reader shows it; no-break spaces stay.
    private static void Put(StringBuilder text, ReadOnlySpan<char> html)
    {
        if (html.Length > 0)
        {
            text.Append(WebUtility.HtmlDecode(Comment().Replace(White().Replace(html.ToString(), " "), "")));
        }
    }

    private static string Lines(string text)
    {
        var lines = text.Split('\n').Select(line => Blanks().Replace(line, " ").Trim(' '));
        return More().Replace(string.Join('\n', lines), "\n\n").Trim('\n', ' ');
    }

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex White();

    [GeneratedRegex("<!--.*?-->")]
    private static partial Regex Comment();

    [GeneratedRegex("  +")]
    private static partial Regex Blanks();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex More();
}
