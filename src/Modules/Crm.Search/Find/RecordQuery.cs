using Crm.Kernel.Search;
using Crm.Search.Records;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Crm.Search.Find;

/// <summary>
/// The query of what was typed over the fields that a user sees. Each needed word must be in some field of the record; words that are in none of the fields are looked for with
/// slips of the pen, and so are all when <paramref name="forgives"/>.
/// </summary>
internal sealed class RecordQuery(TypedText typed, SeenTypes seen, IndexReader reader, bool forgives)
{
    private const float BestFieldOnly = 0.1f;
    private const int MostNeighbours = 32;
    private const int SamePrefix = 1;

    // A whole word counts this many times the beginning of one.
    private const float Whole = 4;

    private readonly List<(IndexedField Field, IReadOnlyList<string> HiddenIn)> _fields = [.. seen.Fields()];

    /// <summary>Whether some word is looked for with slips of the pen.</summary>
    public bool Forgave { get; private set; }

    /// <summary>The query.</summary>
    public Query Build()
    {
        var any = new BooleanQuery(disableCoord: true);
        if (typed.Words.Count > 0)
        {
            any.Add(AllWords(), Occur.SHOULD);
        }

        foreach (var (field, hiddenIn) in _fields)
        {
            foreach (var reading in typed.Readings.Where(reading => reading.Kind == field.Kind))
            {
                any.Add(SeenTypes.Without(new PrefixQuery(new Term(field.Lucene, reading.Beginning)) { Boost = 20 }, hiddenIn), Occur.SHOULD);
            }

            if (field.Kind == SearchKind.Code && typed.Code.Length > 1)
            {
                any.Add(SeenTypes.Without(new TermQuery(new Term(field.Lucene, typed.Code)) { Boost = 20 }, hiddenIn), Occur.SHOULD);
            }
        }

        return any;
    }

    private BooleanQuery AllWords()
    {
        var all = new BooleanQuery(disableCoord: true);
        foreach (var word in typed.Words)
        {
            all.Add(OneWord(word), word.IsNeeded ? Occur.MUST : Occur.SHOULD);
        }

        return all;
    }

    private DisjunctionMaxQuery OneWord(TypedWord word)
    {
        var fields = new DisjunctionMaxQuery(BestFieldOnly);
        var slips = word.Slips > 0 && (forgives || !IsKnown(word));
        Forgave |= slips;
        foreach (var (field, hiddenIn) in _fields.Where(entry => entry.Field.Kind != SearchKind.Phone))
        {
            foreach (var query in InField(word, field, slips))
            {
                fields.Add(SeenTypes.Without(query, hiddenIn));
            }
        }

        return fields;
    }

    private static IEnumerable<Query> InField(TypedWord word, IndexedField field, bool slips)
    {
        var weight = Weight(field.Kind);
        foreach (var form in field.Kind == SearchKind.Prose ? word.Forms : [word.Word.Text])
        {
            yield return new TermQuery(new Term(field.Lucene, form)) { Boost = weight * Whole };
        }

        if (word.IsBeginning)
        {
            yield return new PrefixQuery(new Term(field.Lucene, word.Word.Text)) { Boost = weight };
        }

        if (slips && Forgives(field.Kind))
        {
            yield return new FuzzyQuery(new Term(field.Lucene, word.Word.Text), word.Slips, SamePrefix, MostNeighbours, transpositions: true) { Boost = weight / 4 };
        }
    }

    /// <summary>Whether slips of the pen are forgiven in fields of that kind: an address or a number that is nearly right is another one.</summary>
    public static bool Forgives(SearchKind kind) => kind is SearchKind.Name or SearchKind.Place or SearchKind.Prose;

    private static float Weight(SearchKind kind) => kind switch
    {
        SearchKind.Name or SearchKind.Code => 6,
        SearchKind.Email => 4,
        SearchKind.Place => 3,
        _ => 1,
    };

    private bool IsKnown(TypedWord word) => _fields.Exists(entry => entry.Field.Kind != SearchKind.Phone
        && (entry.Field.Kind == SearchKind.Prose ? word.Forms : [word.Word.Text]).Any(form => Has(entry.Field.Lucene, form, word.IsBeginning)));

    private bool Has(string field, string form, bool orBegins)
    {
        if (MultiFields.GetTerms(reader, field) is not { } terms)
        {
            return false;
        }

        var (walk, sought) = (terms.GetEnumerator(), new BytesRef(form));
        return walk.SeekCeil(sought) switch
        {
            TermsEnum.SeekStatus.FOUND => true,
            TermsEnum.SeekStatus.NOT_FOUND => orBegins && StringHelper.StartsWith(walk.Term, sought),
            _ => false,
        };
    }
}
