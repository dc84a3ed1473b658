using Crm.Messaging.Templates.Check;

namespace Crm.Messaging.Tests.Templates;

public sealed class SourceLinesTests
{
    [Theory]
    [InlineData("", 0, 1, 1)]
    [InlineData("ab", 1, 1, 2)]
    [InlineData("ab", 2, 1, 3)]
    [InlineData("ab\ncd", 2, 1, 3)]
    [InlineData("ab\ncd", 3, 2, 1)]
    [InlineData("ab\ncd", 5, 2, 3)]
    [InlineData("\n\n\nx", 3, 4, 1)]
    [InlineData("\n\n\nx", 1, 2, 1)]
    public void A_place_has_a_line_and_a_column(string source, int index, int line, int column) => Assert.Equal((line, column), new SourceLines(source).PlaceOf(index));
}
