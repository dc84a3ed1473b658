using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Render;

namespace Crm.MailEditor.Blocks;

/// <summary>Inline HTML as people write it: **bold**, __italic__, [words](address), a line for a line; Liquid stays as it is.</summary>
internal static partial class Marks
{
    /// <summary>The words of inline HTML with marks; null where it holds more than they can say.</summary>
    public static string? Read(string html)
    {
        var pieces = LiquidScan.Read(html).ToDictionary(piece => piece.Start, piece => piece.End);
        var tags = HtmlTags.Read(LiquidScan.Blanked(html, LiquidScan.Read(html), '\uE000')).ToDictionary(tag => tag.Start);
        var (marks, open, at) = (new StringBuilder(), new Stack<(string Name, string End)>(), 0);
        while (at < html.Length)
        {
            if (pieces.TryGetValue(at, out var end))
            {
                marks.Append(html, at, end - at);
            }
            else if (tags.TryGetValue(at, out var tag))
            {
                if (!Tag(html, tag, marks, open))
                {
                    return null;
                }

                end = tag.End;
            }
            else
            {
                end = at + 1;
                while (end < html.Length && !pieces.ContainsKey(end) && !tags.ContainsKey(end))
                {
                    end++;
                }

                var words = html[at..end];
                if (words.Contains("<!--", StringComparison.Ordinal))
                {
                    return null;
                }

                marks.Append(Escaped(WebUtility.HtmlDecode(Breaks().Replace(words, " "))));
            }

            at = end;
        }

        return open.Count == 0 ? marks.ToString() : null;
    }

    /// <summary>The inline HTML of words with marks.</summary>
    public static string Write(string marks)
    {
        marks = marks.ReplaceLineEndings("\n");
        var pieces = LiquidScan.Read(marks).ToDictionary(piece => piece.Start, piece => piece.End);
        var (html, open, at) = (new StringBuilder(), new Stack<string>(), 0);
        while (at < marks.Length)
        {
            if (pieces.TryGetValue(at, out var end))
            {
                html.Append(marks, at, end - at);
            }
            else if (marks[at] == '\\' && at + 1 < marks.Length && marks[at + 1] is '\\' or '*' or '_' or '[' or ']')
            {
                html.Append(marks[at + 1]);
                end = at + 2;
            }
            else if (at + 1 < marks.Length && marks[at..(at + 2)] is ("**" or "__") and var mark)
            {
                Toggle(html, open, mark == "**" ? "strong" : "em");
                end = at + 2;
            }
            else if (marks[at] == '[' && Link().Match(marks, at) is { Success: true } link)
            {
                html.Append("<a href=\"").Append(Encoded(link.Groups["to"].Value, isAttribute: true)).Append("\">").Append(Write(link.Groups["words"].Value)).Append("</a>");
                end = at + link.Length;
            }
            else
            {
                html.Append(marks[at] switch { '\n' => "<br>", '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", var letter => letter.ToString() });
                end = at + 1;
            }

            at = end;
        }

        while (open.TryPop(out var name))
        {
            html.Append($"</{name}>");
        }

        return html.ToString();
    }

    /// <summary>Text for HTML, whose Liquid stays as it is.</summary>
    public static string Encoded(string text, bool isAttribute)
    {
        var (html, at) = (new StringBuilder(), 0);
        foreach (var piece in LiquidScan.Read(text))
        {
            html.Append(Encode(text[at..piece.Start], isAttribute)).Append(text, piece.Start, piece.End - piece.Start);
            at = piece.End;
        }

        return html.Append(Encode(text[at..], isAttribute)).ToString();
    }

    /// <summary>The text of what <see cref="Encoded"/> wrote, or somebody else.</summary>
    public static string Decoded(string html)
    {
        var (text, at) = (new StringBuilder(), 0);
        foreach (var piece in LiquidScan.Read(html))
        {
            text.Append(WebUtility.HtmlDecode(html[at..piece.Start])).Append(html, piece.Start, piece.End - piece.Start);
            at = piece.End;
        }

        return text.Append(WebUtility.HtmlDecode(html[at..])).ToString();
    }

    private static bool Tag(string html, HtmlTag tag, StringBuilder marks, Stack<(string Name, string End)> open)
    {
        if (tag is { Name: "br", IsEnd: false } && tag.Attributes.Trim('/', ' ').Length == 0)
        {
            marks.Append('\n');
            return true;
        }

        if (tag.IsEnd)
        {
            if (!open.TryPop(out var begun) || begun.Name != tag.Name)
            {
                return false;
            }

            marks.Append(begun.End);
            return true;
        }

        var attributes = HtmlTags.Attributes(tag).ToList();
        var mark = tag.Name switch { "b" or "strong" => "**", "i" or "em" => "__", _ => "" };
        if (mark.Length > 0 && attributes.Count == 0 && open.All(one => one.End != mark))
        {
            open.Push((tag.Name, mark));
            marks.Append(mark);
            return true;
        }

        if (tag.Name == "a" && attributes is [{ Name: "href", IsQuoted: true } href] && open.All(one => one.Name != "a"))
        {
            var begins = tag.Start + 2 + href.At;
            var address = Decoded(html[begins..(begins + href.Value.Length)]);
            open.Push(("a", $"]({address})"));
            marks.Append('[');
            return !address.AsSpan().ContainsAny('(', ')', '\n');
        }

        return false;
    }

    private static void Toggle(StringBuilder html, Stack<string> open, string name)
    {
        if (!open.Contains(name))
        {
            open.Push(name);
            html.Append($"<{name}>");
            return;
        }

        var again = new Stack<string>();
        while (open.Pop() is var top && top != name)
        {
            html.Append($"</{top}>");
            again.Push(top);
        }

        html.Append($"</{name}>");
        foreach (var other in again)
        {
            html.Append($"<{other}>");
            open.Push(other);
        }
    }

    private static string Escaped(string words) => Signs().Replace(words, match => string.Concat(match.Value.Select(sign => $"\\{sign}")));

    private static string Encode(string text, bool isAttribute)
    {
        text = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return isAttribute ? text.Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal) : text;
    }

    [GeneratedRegex(@"[ \t\r]*\n[ \t\r\n]*")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"[\\\[\]]|\*\*|__")]
    private static partial Regex Signs();

    [GeneratedRegex(@"\G\[(?<words>(?:\\.|[^\[\]\\])*)\]\((?<to>[^()\n]*)\)", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
