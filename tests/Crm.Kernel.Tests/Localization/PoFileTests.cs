using Crm.Kernel.Localization;

namespace Crm.Kernel.Tests.Localization;

public class PoFileTests
{
    private static IReadOnlyList<PoEntry> Read(string text) => PoFile.Read(new StringReader(text));

    [Fact]
    public void Reads_context_plural_and_text_over_several_lines()
    {
        var entries = Read("""
            msgid ""
            msgstr "Language: fr\n"

            #: somewhere
            msgctxt "Crm.Contacts.People.ListPeople"
            msgid "1 person"
            msgid_plural "{0} people"
            msgstr[0] "{0} personne"
            msgstr[1] "{0} "
            "personnes\tici"

            msgid "He said \"no\""
            msgstr "Il a dit « non »"
            """);

        Assert.Equal(2, entries.Count);
        Assert.Equal(("Crm.Contacts.People.ListPeople", "1 person", "{0} people"), (entries[0].Context, entries[0].Id, entries[0].PluralId));
        Assert.Equal(["{0} personne", "{0} personnes\tici"], entries[0].Translations);
        Assert.Equal("He said \"no\"", entries[1].Id);
    }

    [Fact]
    public void Entries_without_a_blank_line_between_them_are_two()
        => Assert.Equal(["a", "b"], Read("msgid \"a\"\nmsgstr \"A\"\nmsgid \"b\"\nmsgstr \"B\"").Select(entry => entry.Id));

    [Fact]
    public void A_fuzzy_entry_and_one_without_translation_are_left_out()
        => Assert.Equal(["c"], Read("#, fuzzy\nmsgid \"a\"\nmsgstr \"A\"\n\nmsgid \"b\"\nmsgstr \"\"\n\nmsgid \"c\"\nmsgstr \"C\"").Select(entry => entry.Id));

    [Theory]
    [InlineData("msgid \"a\"\nmsgstr A", 2)]
    [InlineData("\"lost\"", 1)]
    [InlineData("msgid \"a\"\n\nmessage \"b\"", 3)]
    public void What_is_not_PO_is_named_by_its_line(string text, int line)
        => Assert.StartsWith($"Line {line}:", Assert.Throws<FormatException>(() => Read(text)).Message);

    [Theory]
    [InlineData("fr", 0, 0)]
    [InlineData("fr", 1, 0)]
    [InlineData("fr", 2, 1)]
    [InlineData("en", 0, 1)]
    [InlineData("en", 1, 0)]
    [InlineData("ru", 21, 0)]
    [InlineData("ru", 22, 1)]
    [InlineData("ru", 12, 2)]
    [InlineData("pl", 1, 0)]
    [InlineData("pl", 22, 1)]
    [InlineData("pl", 25, 2)]
    [InlineData("ar", 0, 0)]
    [InlineData("ar", 103, 3)]
    [InlineData("ar", 111, 4)]
    [InlineData("zh", 7, 0)]
    [InlineData("sl", 102, 1)]
    [InlineData("lt", 11, 2)]
    public void Each_language_has_its_plural_rule(string language, int count, int form) => Assert.Equal(form, PluralRule.Form(language, count));
}
