using Crm.Kernel.Display.Frame;
using CsCheck;

namespace Crm.Kernel.Tests.Display;

public class AccentColorTests
{
    [Fact]
    public void Any_accent_is_readable_on_light_and_on_dark_pages() => Gen.Int[0, 0xffffff].Sample(value =>
    {
        var sheet = AccentColor.StyleSheet(value.ToString("x6"));
        Assert.True(AccentColor.Contrast(Color(sheet, "light"), (255, 255, 255)) >= 4.5);
        Assert.True(AccentColor.Contrast(Color(sheet, "dark"), (27, 32, 41)) >= 4.5);
    });

    [Theory]
    [InlineData("#2B5C9E", "2b5c9e")]
    [InlineData("red", null)]
    [InlineData("2b5c9e;}body{display:none", null)]
    public void Only_six_hex_digits_are_a_colour(string text, string? expected) => Assert.Equal(expected, AccentColor.Normalise(text));

    private static (int, int, int) Color(string sheet, string mode)
    {
        var start = sheet.IndexOf($"[data-bs-theme={mode}]", StringComparison.Ordinal);
        var hex = sheet.Substring(sheet.IndexOf("--accent:#", start, StringComparison.Ordinal) + 10, 6);
        var value = Convert.ToInt32(hex, 16);
        return (value >> 16, (value >> 8) & 255, value & 255);
    }
}
