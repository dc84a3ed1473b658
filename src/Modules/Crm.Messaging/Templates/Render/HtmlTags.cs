using System.Text.RegularExpressions;

namespace Crm.Messaging.Templates.Render;

/// <summary>A tag of HTML.</summary>
/// <param name="Name">Small letters.</param>
/// <param name="Attributes">What stands behind the name, raw.</param>
/// <param name="Start">Index of the bracket.</param>
/// <param name="End">Behind the closing bracket.</param>
internal readonly record struct HtmlTag(string Name, bool IsEnd, string Attributes, int Start, int End);

/// <summary>An attribute.</summary>
/// <param name="Name">Small letters.</param>
/// <param name="IsQuoted">Whether its value stands in quotes.</param>
/// <param name="At">Index of the value within the tag's attributes.</param>
internal readonly record struct HtmlAttribute(string Name, string Value, bool IsQuoted, int At);

/// <summary>Reads tags one after the other, without a tree: enough to look at what authors write and to make plain text of it.</summary>
internal static partial class HtmlTags
{
    /// <summary>The tags from the beginning, the doctype as one that is called "!"; comments are passed over.</summary>
    public static IEnumerable<HtmlTag> Read(string html)
    {
        var at = 0;
        while ((at = html.IndexOf('<', at)) >= 0)
        {
            if (html.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal))
            {
                at = html.IndexOf("-->", at + 4, StringComparison.Ordinal) is >= 0 and var over ? over + 3 : html.Length;
                continue;
            }

            if (at + 1 < html.Length && html[at + 1] == '!')
            {
                var behindType = EndOf(html, at + 2);
                yield return new HtmlTag("!", false, "", at, behindType);
                at = behindType;
                continue;
            }

            var (isEnd, name) = (at + 1 < html.Length && html[at + 1] == '/', at + 1);
            name += isEnd ? 1 : 0;
            var behind = name;
            while (behind < html.Length && (char.IsAsciiLetterOrDigit(html[behind]) || html[behind] is '-' or ':'))
            {
                behind++;
            }

            if (behind == name || !char.IsAsciiLetter(html[name]))
            {
                at++;
                continue;
            }

            var end = EndOf(html, behind);
            yield return new HtmlTag(html[name..behind].ToLowerInvariant(), isEnd, html[behind..Math.Max(behind, end - 1)], at, end);
            at = end;
        }
    }

    /// <summary>The attributes of a tag.</summary>
    public static IEnumerable<HtmlAttribute> Attributes(HtmlTag tag)
        => Attribute().Matches(tag.Attributes).Select(match => new HtmlAttribute(
            match.Groups["name"].Value.ToLowerInvariant(), match.Groups["value"].Value, match.Groups["quote"].Success, match.Groups["value"].Success ? match.Groups["value"].Index : match.Index));

    private static int EndOf(string html, int from)
    {
        var quote = '\0';
        for (var i = from; i < html.Length; i++)
        {
            if (quote != '\0')
            {
                quote = html[i] == quote ? '\0' : quote;
            }
            else if (html[i] is '"' or '\'')
            {
                quote = html[i];
            }
            else if (html[i] == '>')
            {
                return i + 1;
            }
        }

        return html.Length;
    }

    [GeneratedRegex("""(?<name>[^\s"'<>/=]+)(\s*=\s*((?<quote>")(?<value>[^"]*)"|(?<quote>')(?<value>[^']*)'|(?<value>[^\s"'>]+)))?""")]
    private static partial Regex Attribute();
}
