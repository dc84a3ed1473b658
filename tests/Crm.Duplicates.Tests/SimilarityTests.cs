using Crm.Contacts.Duplicates.Similarity;

namespace Crm.Duplicates.Tests;

public sealed class SimilarityTests
{
    /// <summary>Values published by W. Winkler.</summary>
    [Theory]
    [InlineData("MARTHA", "MARHTA", 0.9444, 0.9611)]
    [InlineData("DIXON", "DICKSONX", 0.7667, 0.8133)]
    [InlineData("DWAYNE", "DUANE", 0.8222, 0.8400)]
    [InlineData("ABC", "XYZ", 0, 0)]
    [InlineData("", "", 1, 1)]
    [InlineData("A", "", 0, 0)]
    public void Names_are_as_alike_as_published(string a, string b, double jaro, double winkler)
    {
        Assert.Equal(jaro, JaroWinkler.Jaro(a, b), 4);
        Assert.Equal(winkler, JaroWinkler.Of(a, b), 4);
        Assert.Equal(winkler, JaroWinkler.Of(b, a), 4);
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("19800517", "19800571", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("jonas", "joanns", 2)]
    [InlineData("same", "same", 0)]
    [InlineData("", "abc", 3)]
    public void Two_neighbours_swapped_are_one_edit(string a, string b, int edits)
    {
        Assert.Equal(edits, EditDistance.Of(a, b));
        Assert.Equal(edits, EditDistance.Of(b, a));
    }
}
