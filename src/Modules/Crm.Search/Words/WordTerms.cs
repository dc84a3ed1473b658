using System.Text;
using Crm.Kernel.Search;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Crm.Search.Words;

/// <summary>What a text is found by in the index, by the kind of its field.</summary>
internal static class WordTerms
{
    /// <summary>The terms of a text.</summary>
    public static IEnumerable<string> Of(SearchKind kind, string text) => kind switch
    {
        SearchKind.Prose => Word.In(text).SelectMany(word => Stems.Of(word).Prepend(word.Text)),
        SearchKind.Code => OfCode(text),
        SearchKind.Email => Word.In(text).Select(word => word.Text).Prepend(text.Trim().ToLowerInvariant()).Distinct(),
        SearchKind.Phone => [text.Trim()],
        _ => Word.In(text).Select(word => word.Text),
    };

    /// <summary>A code without its punctuation: "REC-2025-000127-K" is "rec2025000127k".</summary>
    public static string WholeCode(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var word in Word.In(text))
        {
            whole.Append(word.IsWindow ? "" : word.Text);
        }

        return whole.ToString();
    }

    // Whole, each piece, and each number without the zeros in front of it.
    private static IEnumerable<string> OfCode(string text)
    {
        var pieces = Word.In(text).Select(word => word.Text).ToList();
        return pieces.Concat(pieces.Where(piece => piece[0] == '0').Select(piece => piece.TrimStart('0'))).Append(WholeCode(text)).Where(term => term.Length > 0).Distinct();
    }
}

/// <summary>Hands terms over to Lucene.</summary>
internal sealed class TermStream : TokenStream
{
    private readonly IEnumerator<string> _terms;
    private readonly ICharTermAttribute _term;

    public TermStream(IEnumerable<string> terms)
    {
        _terms = terms.GetEnumerator();
        _term = AddAttribute<ICharTermAttribute>();
    }

    public override bool IncrementToken()
    {
        if (!_terms.MoveNext())
        {
            return false;
        }

        ClearAttributes();
        _term.Append(_terms.Current);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _terms.Dispose();
        }

        base.Dispose(disposing);
    }
}
