using Crm.Contacts.Import;

namespace Crm.Contacts.Tests.Import;

public sealed class ImportMapTests
{
    [Fact]
    public void A_column_is_a_target_or_says_more()
    {
        var map = ImportMap.Parse("""{ "source": "s", "key": "id", "columns": { "n": "FamilyName", "d": { "to": "BirthDate", "format": "yyyyMMdd", "invalid": "note" } } } // comment""");
        Assert.Equal("FamilyName", map.Columns["n"].To);
        Assert.Equal(("BirthDate", "yyyyMMdd", "note"), (map.Columns["d"].To, map.Columns["d"].Format, map.Columns["d"].Invalid));
    }

    [Theory]
    [InlineData("{ nonsense", "$")]
    [InlineData("""{ "columns": {} }""", "$.columns")]
    [InlineData("""{ "columns": { "a": "City" }, "colums": 1 }""", "$.colums")]
    [InlineData("""{ "key": "id", "columns": { "a": "City" } }""", "$.source")]
    [InlineData("""{ "separator": ";;", "columns": { "a": "City" } }""", "$.separator")]
    [InlineData("""{ "country": "France", "columns": { "a": "City" } }""", "$.country")]
    [InlineData("""{ "columns": { "a": { "to": "City", "invalid": "perhaps" } } }""", "$.columns")]
    public void A_wrong_map_is_refused_with_its_place(string json, string path)
        => Assert.StartsWith(path, Assert.Throws<ImportRefusedException>(() => ImportMap.Parse(json)).Path);
}
