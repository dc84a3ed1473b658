using Lucene.Net.Analysis.Fr;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace Crm.Search.Words;

/// <summary>What words of running text are found by beside themselves: their French and their English stem. Texts are not asked for their language: most tenants have both.</summary>
internal static class Stems
{
    private const int Shortest = 4;

    [ThreadStatic]
    private static FrenchLightStemmer? s_french;

    [ThreadStatic]
    private static EnglishStemmer? s_english;

    // Said so often that asking for them narrows nothing.
    private static readonly HashSet<string> s_filling =
    [
        .. "a au aux avec ce ces cet cette d dans de des du elle elles en est et il ils j je l la le les leur leurs lui m ma mais me mes mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sur t ta te tes toi ton tu un une vos votre vous y".Split(' '),
        .. "an and are as at be but by for from if in into is it its no not of on or such that the their then there these they this to was were will with".Split(' '),
    ];

    /// <summary>The stems of a word that differ from it, folded.</summary>
    public static IEnumerable<string> Of(Word word)
    {
        if (word.IsWindow || word.Written.Length < Shortest || !word.Written.Any(char.IsLetter))
        {
            yield break;
        }

        var french = French(word.Written);
        if (french != word.Text)
        {
            yield return french;
        }

        var english = English(word.Text);
        if (english != word.Text && english != french)
        {
            yield return english;
        }
    }

    /// <summary>Whether a folded word is one that a text need not have to be found.</summary>
    public static bool IsFilling(string word) => s_filling.Contains(word);

    private static string French(string written)
    {
        var letters = written.ToCharArray();
        return Fold.Of(new string(letters, 0, (s_french ??= new FrenchLightStemmer()).Stem(letters, letters.Length)));
    }

    private static string English(string folded)
    {
        var stemmer = s_english ??= new EnglishStemmer();
        stemmer.SetCurrent(folded);
        return stemmer.Stem() ? stemmer.Current : folded;
    }
}
