using Crm.Testing;
using Crm.Contacts.Duplicates.Phonetics;

namespace Crm.Duplicates.Tests;

public sealed class PhoneticsTests
{
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
    public void Phonex_is_fine(string name, string code) => Assert.Equal(code, Phonex.Of(name));

    /// <summary>All the published vectors of the three algorithms that the product uses.</summary>
    [Fact]
    public void Each_published_vector_is_met()
    {
        var met = new Dictionary<string, int>();
        foreach (var cells in File.ReadLines(SharedData.Find("phonetics_fr/french_phonetic_vectors.csv")).Skip(1).Select(line => line.Split(',')))
        {
            Func<string?, string>? algorithm = cells[0] switch { "soundex" => FrenchSoundex.Of, "soundex2" => Soundex2.Of, "phonex" => Phonex.Of, _ => null };
            if (algorithm is not null)
            {
                Assert.Equal($"{cells[1]} {cells[2]}", $"{cells[1]} {algorithm(cells[1])}");
                met[cells[0]] = met.GetValueOrDefault(cells[0]) + 1;
            }
        }

        Assert.Equal([("phonex", 14), ("soundex", 9), ("soundex2", 26)], met.OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
    }
}
