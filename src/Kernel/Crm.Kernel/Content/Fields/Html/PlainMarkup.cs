using System.Buffers;

namespace Crm.Kernel.Content.Fields;

/// <summary>
/// Knows at a glance HTML that a cleaner would give back letter for letter: paragraphs, headings, lists and emphasis without attributes, properly nested.
/// Most stored HTML is of that kind, and reading it costs a hundredth of building its tree. What it is unsure of it denies.
/// </summary>
internal static class PlainMarkup
{
    private const int MostDepth = 32;

    private static readonly SearchValues<string> s_entities = SearchValues.Create(["&amp;", "&lt;", "&gt;", "&nbsp;"], StringComparison.Ordinal);

    /// <summary>Whether the HTML is plain, well formed and in the form that a cleaner writes.</summary>
    public static bool Is(ReadOnlySpan<char> html)
    {
        Span<Tag> open = stackalloc Tag[MostDepth];
        var depth = 0;
        while (html.Length > 0)
        {
            var next = html.IndexOf('<');
            var text = next < 0 ? html : html[..next];
            if (!IsText(text, depth > 0 && open[depth - 1].Kind == Kind.List))
            {
                return false;
            }

            if (next < 0)
            {
                break;
            }

            html = html[next..];
            var end = html.IndexOf('>');
            if (end < 0)
            {
                return false;
            }

            var closes = html[1] == '/';
            var tag = TagOf(html[(closes ? 2 : 1)..end]);
            html = html[(end + 1)..];
            if (closes)
            {
                if (depth == 0 || tag.Kind == Kind.Void || open[--depth] != tag)
                {
                    return false;
                }
            }
            else if (tag.Kind != Kind.Void || (depth > 0 && open[depth - 1].Kind == Kind.List))
            {
                if (depth == MostDepth || !MayOpen(tag, open[..depth]))
                {
                    return false;
                }

                open[depth++] = tag;
            }
        }

        return depth == 0;
    }

    // A parser closes a paragraph or a heading before the next block, and moves what lies in a list beside its items: such HTML is not given back as it was.
    private static bool MayOpen(Tag tag, ReadOnlySpan<Tag> within)
    {
        var parent = within.Length == 0 ? Kind.Frame : within[^1].Kind;
        return tag.Kind switch
        {
            Kind.Inline => parent is not Kind.List && !within.Contains(tag),
            Kind.Item => parent is Kind.List,
            Kind.Text or Kind.List or Kind.Frame => parent is Kind.Frame or Kind.Item,
            _ => false,
        };
    }

    private static bool IsText(ReadOnlySpan<char> text, bool inList)
    {
        if (inList)
        {
            return text.IndexOfAnyExcept(' ', '\n') < 0;
        }

        foreach (var letter in text)
        {
            if (letter is '>' or '\u00A0' or '\uFEFF' or '\uFFFE' or '\uFFFF' || (letter < ' ' && letter is not ('\n' or '\t')) || (letter >= '\u007F' && letter < '\u00A0') || char.IsSurrogate(letter))
            {
                return false;
            }
        }

        for (var at = text.IndexOf('&'); at >= 0; at = text.IndexOf('&'))
        {
            text = text[at..];
            if (text.IndexOfAny(s_entities) != 0)
            {
                return false;
            }

            text = text[1..];
        }

        return true;
    }

    private static Tag TagOf(ReadOnlySpan<char> name) => name switch
    {
        "p" => new(Kind.Text, 1),
        "h1" => new(Kind.Text, 2),
        "h2" => new(Kind.Text, 3),
        "h3" => new(Kind.Text, 4),
        "h4" => new(Kind.Text, 5),
        "div" => new(Kind.Frame, 6),
        "blockquote" => new(Kind.Frame, 7),
        "ul" => new(Kind.List, 8),
        "ol" => new(Kind.List, 9),
        "li" => new(Kind.Item, 10),
        "strong" => new(Kind.Inline, 11),
        "em" => new(Kind.Inline, 12),
        "b" => new(Kind.Inline, 13),
        "i" => new(Kind.Inline, 14),
        "u" => new(Kind.Inline, 15),
        "br" => new(Kind.Void, 16),
        _ => default,
    };

    private readonly record struct Tag(Kind Kind, int Number);

    private enum Kind
    {
        Unknown,
        Void,
        Inline,
        Text,
        Frame,
        List,
        Item,
    }
}
