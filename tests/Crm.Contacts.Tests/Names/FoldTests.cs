using Crm.Contacts.Names;

namespace Crm.Contacts.Tests.Names;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Lefèvre", "lefevre")]
    [InlineData("LEFÈVRE", "lefevre")]
    [InlineData("Œuvrard", "oeuvrard")]
    [InlineData("d'Hauteville", "d hauteville")]
    [InlineData("Jean-Pierre", "jean pierre")]
    [InlineData("  Łukasz   Groß ", "lukasz gross")]
    [InlineData("林", "林")]
    [InlineData("حَدَّاد", "حداد")]
    [InlineData("김철수", "김철수")]
    [InlineData(null, "")]
    public void A_search_hears_neither_accents_nor_case_nor_punctuation(string? written, string heard) => Assert.Equal(heard, Fold.Of(written));

    [Theory]
    [InlineData("Jonas", "Lefèvre", "fr", "Jonas Lefèvre")]
    [InlineData("小安", "林", "zh-TW", "林小安")]
    [InlineData("小安", "林", null, "林小安")]
    [InlineData("Anna", "Nagy", "hu", "Nagy Anna")]
    [InlineData("كريم", "حداد", "ar", "كريم حداد")]
    [InlineData("", "Madonna", "en", "Madonna")]
    [InlineData(null, null, "fr", "")]
    public void A_name_is_written_in_the_order_of_its_language(string? given, string? family, string? language, string shown)
        => Assert.Equal(shown, PersonName.Display(given, family, language));
}
