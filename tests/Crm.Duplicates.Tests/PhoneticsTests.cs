using Crm.Contacts.Duplicates.Phonetics;
using Crm.Testing;

namespace Crm.Duplicates.Tests;

public sealed class PhoneticsTests
{
    private static readonly Dictionary<string, Func<string?, string>> Algorithms = new()
    {
        ["soundex"] = FrenchSoundex.Of,
        ["soundex2"] = Soundex2.Of,
        ["phonex"] = Phonex.Of,
        ["sonnex"] = Sonnex.Of,
        ["fonem"] = Fonem.Of,
        ["phonetic"] = Phonetic.Of,
        ["double-metaphone"] = BothMetaphones,
    };

    [Theory]
    [InlineData("Dupont", "D153")]
    [InlineData("Dupond", "D153")]
    [InlineData("François", "F658")]
    [InlineData("林", "")]
    [InlineData(null, "")]
    public void French_Soundex_hears_the_same_in_two_spellings(string? name, string code) => Assert.Equal(code, FrenchSoundex.Of(name));

    [Theory]
    [InlineData("Faure", "FR")]
    [InlineData("Phaure", "FR")]
    [InlineData("Gauthier", "KTR")]
    [InlineData("Philippe", "FLP")]
    [InlineData("O", "O")]
    [InlineData("", "")]
    public void Soundex_2_is_coarse(string name, string code) => Assert.Equal(code, Soundex2.Of(name));

    [Theory]
    [InlineData("Rousseau", "R3SO")]
    [InlineData("Roussot", "R3SO")]
    [InlineData("Gauthier", "KOTIYR")]
    [InlineData("Gautier", "KOTIYR")]
    [InlineData("Haÿ", "HY")]
    public void Phonex_is_fine(string name, string code) => Assert.Equal(code, Phonex.Of(name));

    [Theory]
    [InlineData("soundex", 9)]
    [InlineData("soundex2", 26)]
    [InlineData("phonex", 14)]
    [InlineData("sonnex", 32)]
    [InlineData("fonem", 128)]
    [InlineData("phonetic", 520)]
    [InlineData("double-metaphone", 109)]
    public void Each_published_vector_is_met(string algorithm, int count)
    {
        var vectors = File.ReadLines(SharedData.Find("phonetics_fr/french_phonetic_vectors.csv")).Skip(1).Select(line => line.Split(',')).Where(cells => cells[0] == algorithm).ToList();

        Assert.Equal(count, vectors.Count);
        Assert.Empty(vectors.Where(cells => Algorithms[algorithm](cells[1]) != cells[2]).Select(cells => $"{cells[1]}: {cells[2]} expected, {Algorithms[algorithm](cells[1])} made"));
    }

    [Fact]
    public void Homophones_share_one_Sonnex_code_and_the_groups_are_told_apart()
    {
        var groups = File.ReadLines(SharedData.Find("phonetics_fr/homophones_sonnex.csv")).Select(line => line.Split(',').Select(word => (Word: word, Code: Sonnex.Of(word))).ToList()).ToList();

        Assert.Equal(50, groups.Count);
        Assert.Empty(groups.Where(group => group.Select(word => word.Code).Distinct().Skip(1).Any()).Select(group => string.Join(", ", group)));

        // « au, aux, haut » stands in the file twice.
        Assert.Equal(49, groups.Select(group => group[0].Code).Distinct().Count());
    }

    [Theory]
    [InlineData("林")]
    [InlineData("123 -")]
    [InlineData("")]
    [InlineData(null)]
    public void A_name_without_a_Latin_letter_has_no_code(string? name) => Assert.All(Algorithms.Values, algorithm => Assert.Empty(algorithm(name).Trim('|')));

    [Theory]
    [InlineData("Jean-Marie d’Haussonville", "j2 mari dos3vil")]
    [InlineData("Nuñez Łukasz", "nunE lukas")]
    [InlineData("Schmidt", "Cmit")]
    [InlineData("Schmitt", "Cmit")]
    [InlineData("Lefebvre", "lefEvr")]
    [InlineData("Lefèvre", "lefEvr")]
    [InlineData("Renault", "reno")]
    [InlineData("Renaud", "reno")]
    public void Sonnex_codes_each_word_of_a_name(string name, string code) => Assert.Equal(code, Sonnex.Of(name));

    [Theory]
    [InlineData("Saint-Exupéry", "ST-EXUPERI")]
    [InlineData("St Exupéry", "ST-EXUPERI")]
    [InlineData("Sainte-Marie", "STE-MARIE")]
    [InlineData("Le Blanc", "LEBLEN")]
    [InlineData("Leblanc", "LEBLEN")]
    public void Fonem_hears_a_saint_and_joins_the_rest(string name, string code) => Assert.Equal(code, Fonem.Of(name));

    [Theory]
    [InlineData("BTS", "BTS")]
    [InlineData("des", "DE")]
    [InlineData("tabac", "TABA")]
    public void Phonetic_keeps_more_of_a_short_word(string word, string code) => Assert.Equal(code, Phonetic.Of(word));

    [Theory]
    [InlineData("Garçon", "KRSN", "KRSN")]
    [InlineData("Richel", "RXL", "RKL")]
    [InlineData("Van Richel", "FNRK", "FNRK")]
    [InlineData("José", "HS", "HS")]
    public void Double_Metaphone_heeds_where_a_name_comes_from(string name, string primary, string secondary) => Assert.Equal((primary, secondary), DoubleMetaphone.Of(name));

    [Theory]
    [InlineData("S > Z / v_v", "ROSES", "ROZES")]
    [InlineData("T|TS > ∅ / [^S]_#", "PLANTS", "PLAN")]
    [InlineData("T|TS > ∅ / [^S]_#", "OUEST", "OUEST")]
    [InlineData("C > K / _v _[LR]", "CACTCRI", "KACTKRI")]
    [InlineData("O > OU if #W|Z#", "WOLO", "WOULOU")]
    [InlineData("O > OU if #W|Z#", "LOZO", "LOZO")]
    [InlineData("O > OU unless W", "LOZO", "LOUZOU")]
    public void A_rule_of_sound_applies_where_its_context_is(string rule, string word, string heard) => Assert.Equal(heard, SoundRules.Parse(rule).Rewrite(word));

    [Fact]
    public void Rules_are_applied_in_turn_or_the_first_that_applies_at_each_letter()
    {
        var rules = SoundRules.Parse("""
            -- a remark
            A > B
            B > C
            """);

        Assert.Equal(("CCX", "BCX"), (rules.Rewrite("ABX"), rules.Transcribe("ABX")));
    }

    [Theory]
    [InlineData("A B")]
    [InlineData("A > B / C")]
    [InlineData("A > B / _C / D_")]
    public void What_is_no_rule_is_refused(string rule) => Assert.Throws<FormatException>(() => SoundRules.Parse(rule));

    private static string BothMetaphones(string? name)
    {
        var (primary, secondary) = DoubleMetaphone.Of(name);
        return $"{primary}|{secondary}";
    }
}
