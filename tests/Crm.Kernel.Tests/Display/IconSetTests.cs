using Crm.Kernel.Display.Icons;
using Crm.Kernel.Display.Tags;

namespace Crm.Kernel.Tests.Display;

public class IconSetTests
{
    [Fact]
    public void An_icon_is_cut_whole_out_of_the_sprite()
    {
        var paths = IconSet.Instance.Paths("check");
        Assert.StartsWith("<path", paths);
        Assert.EndsWith("/>", paths);
        Assert.DoesNotContain("symbol", paths);
    }

    [Fact]
    public void An_unknown_name_draws_something_that_is_seen() => Assert.Contains("circle", IconSet.Instance.Paths("no-such-icon"));

    [Theory]
    [InlineData("Odile Martin", "OM")]
    [InlineData("林 美", "林美")]
    [InlineData("Père", "P")]
    [InlineData("", "?")]
    [InlineData("Jean-Luc de la Tour", "JT")]
    public void An_avatar_bears_initials(string name, string initials) => Assert.Equal(initials, AvatarTagHelper.Initials(name));

    [Theory]
    [InlineData("fr", 123456, "EUR", "1 234,56 €")]
    [InlineData("en", 123456, "EUR", "€1,234.56")]
    public void Money_is_written_as_the_language_does(string culture, long cents, string currency, string expected)
        => Assert.Equal(expected, MoneyTagHelper.Format(cents, currency, System.Globalization.CultureInfo.GetCultureInfo(culture)).Replace('\u202f', ' ').Replace('\u00a0', ' '));
}
