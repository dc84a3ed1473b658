using Crm.Kernel.Search;
using Crm.Search.Words;

namespace Crm.Search.Tests.Words;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Noël", "noel")]
    [InlineData("CŒUR", "coeur")]
    [InlineData("Straße", "strasse")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("Ångström", "angstrom")]
    [InlineData("فَاطِمَة", "فاطمة")]
    public void Words_are_compared_without_accents_case_and_ligatures(string word, string folded) => Assert.Equal(folded, Fold.Of(word));

    [Theory]
    [InlineData("Jean-Pierre d’Artagnan", "jean pierre d artagnan")]
    [InlineData("O'Brien (née Müller)", "o brien nee muller")]
    [InlineData("12, rue de l’Église", "12 rue de l eglise")]
    [InlineData("😀 Zoé", "zoe")]
    [InlineData("林美玲", "林美玲 美玲 玲")]
    public void A_text_is_cut_at_whatever_is_neither_letter_nor_digit(string text, string words) => Assert.Equal(words, string.Join(' ', Word.In(text).Select(word => word.Text)));

    [Fact]
    public void A_word_knows_where_it_stands()
    {
        const string text = "à l’Hôtel";
        var hotel = Word.In(text).Last();
        Assert.Equal("Hôtel", text.Substring(hotel.Start, hotel.Length));
    }

    [Theory]
    [InlineData("cadeaux", "cadeau")]
    [InlineData("écoles", "école")]
    [InlineData("wishes", "wish")]
    [InlineData("running", "run")]
    public void Prose_is_found_by_the_stems_of_its_words(string written, string sought)
        => Assert.NotEmpty(WordTerms.Of(SearchKind.Prose, written).Intersect(WordTerms.Of(SearchKind.Prose, sought)));

    [Fact]
    public void Names_are_not_stemmed() => Assert.Equal(["rivieres"], WordTerms.Of(SearchKind.Name, "Rivières"));

    [Fact]
    public void A_code_is_found_whole_by_its_pieces_and_by_its_number_alone()
        => Assert.Equal(["000127", "127", "2025", "k", "rec", "rec2025000127k"], WordTerms.Of(SearchKind.Code, "REC-2025-000127-K").Order(StringComparer.Ordinal));
}
