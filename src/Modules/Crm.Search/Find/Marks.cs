using Crm.Kernel.Content;
using Crm.Kernel.Search;
using Crm.Search.Records;
using Crm.Search.Words;
using Microsoft.AspNetCore.Html;

namespace Crm.Search.Find;

/// <summary>A piece of a shown text; to be encoded when it is written.</summary>
/// <param name="IsFound">It is what was looked for.</param>
internal readonly record struct Piece(string Text, bool IsFound)
{
    /// <summary>The pieces as HTML, encoded, without a blank between them that is not theirs.</summary>
    public static IHtmlContent Write(IEnumerable<Piece> pieces)
    {
        var html = new HtmlContentBuilder();
        foreach (var piece in pieces)
        {
            _ = piece.IsFound ? html.AppendHtml("<mark>").Append(piece.Text).AppendHtml("</mark>") : html.Append(piece.Text);
        }

        return html;
    }
}

/// <summary>Marks what was found in the texts of a record as its reader sees it: what is hidden is not in them, so it cannot be marked.</summary>
internal sealed class Marks(TypedText typed)
{
    private const int Before = 50;
    private const int After = 110;

    private readonly HashSet<int> _answered = [];

    /// <summary>A text with the words that were looked for.</summary>
    public IReadOnlyList<Piece> In(string text, bool forgives)
    {
        var pieces = new List<Piece>();
        var at = 0;
        foreach (var word in Word.In(text))
        {
            if (word.Start < at || typed.Answer(word, forgives) is not (>= 0 and var answer))
            {
                continue;
            }

            _answered.Add(answer);
            Add(text[at..word.Start], false);
            Add(text.Substring(word.Start, word.Length), true);
            at = word.Start + word.Length;
        }

        Add(text[at..], false);
        return pieces;

        void Add(string part, bool found)
        {
            if (part.Length > 0)
            {
                pieces.Add(new Piece(part, found));
            }
        }
    }

    /// <summary>The part of some other text of the record that says why it was found, when name and line do not say it; empty when they do.</summary>
    public IReadOnlyList<Piece> Snippet(RecordType type, ContentItem shown, string line)
    {
        var needed = Enumerable.Range(0, typed.Words.Count).Where(word => typed.Words[word].IsNeeded && !_answered.Contains(word)).ToHashSet();
        if (needed.Count == 0)
        {
            return [];
        }

        foreach (var text in type.Source.Read(shown).Concat(AddedTexts.Read(shown, type.Added)))
        {
            if (string.IsNullOrWhiteSpace(text.Text) || type.Fields.FirstOrDefault(field => field.Name == text.Field) is not { } field || line.Contains(text.Text, StringComparison.Ordinal))
            {
                continue;
            }

            if (typed.Readings.Any(reading => reading.Kind == field.Kind && text.Text.StartsWith(reading.Beginning, StringComparison.OrdinalIgnoreCase)))
            {
                return [new Piece(text.Text, true)];
            }

            var forgives = RecordQuery.Forgives(field.Kind);
            foreach (var word in Word.In(text.Text))
            {
                if (needed.Contains(typed.Answer(word, forgives)))
                {
                    return In(Around(text.Text, word.Start), forgives);
                }
            }
        }

        return [];
    }

    // Cut at blanks, with dots where something is left out.
    private static string Around(string text, int at)
    {
        var (start, end) = (Math.Max(0, at - Before), Math.Min(text.Length, at + After));
        start = start == 0 || text.IndexOf(' ', start) is not (>= 0 and var blank) || blank > at ? start : blank + 1;
        end = end == text.Length || text.LastIndexOf(' ', end - 1) is not (> 0 and var last) || last <= at ? end : last;
        start -= start > 0 && char.IsLowSurrogate(text[start]) ? 1 : 0;
        end -= end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
        return (start > 0 ? "… " : "") + string.Join(' ', text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) + (end < text.Length ? " …" : "");
    }
}
