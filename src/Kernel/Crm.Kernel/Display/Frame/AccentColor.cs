using System.Globalization;
using Crm.Kernel.Settings;

namespace Crm.Kernel.Display.Frame;

/// <summary>The tenant's one accent colour (site settings, <c>Properties.Appearance.AccentColor</c>).</summary>
public static class AccentColor
{
    /// <summary>A quiet blue: white text on it has a contrast of 6.6.</summary>
    public const string Default = "2b5c9e";

    /// <summary>Six hex digits.</summary>
    public static string Of(SiteSettings site)
        => site.Properties["Appearance"]?["AccentColor"]?.GetValue<string>() is { } value && Normalise(value) is { } hex ? hex : Default;

    /// <summary>Six lower-case hex digits, or null when the text is no colour.</summary>
    public static string? Normalise(string? text)
    {
        var hex = text?.Trim().TrimStart('#').ToLowerInvariant();
        return hex?.Length == 6 && hex.All(char.IsAsciiHexDigit) ? hex : null;
    }

    /// <summary>A style sheet with the colour, its text colour, and a paler one for dark pages that keeps a contrast of 4.5 on their background.</summary>
    public static string StyleSheet(string hex)
    {
        var (r, g, b) = Parse(hex);
        var onLight = (r, g, b);
        while (Contrast(onLight, (255, 255, 255)) < 4.5)
        {
            onLight = ((int)(onLight.r * 0.92), (int)(onLight.g * 0.92), (int)(onLight.b * 0.92));
        }

        var onDark = (r, g, b);
        while (Contrast(onDark, (27, 32, 41)) < 5.5)
        {
            onDark = (onDark.r + ((255 - onDark.r) / 10) + 1, onDark.g + ((255 - onDark.g) / 10) + 1, onDark.b + ((255 - onDark.b) / 10) + 1);
            onDark = (Math.Min(255, onDark.r), Math.Min(255, onDark.g), Math.Min(255, onDark.b));
        }

        return $":root,[data-bs-theme=light]{{--accent:{Css(onLight)};--accent-ink:#fff;--tblr-primary:{Css(onLight)};--tblr-primary-rgb:{Rgb(onLight)};--tblr-primary-fg:#fff}}"
            + $"[data-bs-theme=dark]{{--accent:{Css(onDark)};--accent-ink:#10151d;--tblr-primary:{Css(onDark)};--tblr-primary-rgb:{Rgb(onDark)};--tblr-primary-fg:#10151d}}";
    }

    private static (int r, int g, int b) Parse(string hex)
    {
        var value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (value >> 16, (value >> 8) & 255, value & 255);
    }

    private static string Css((int r, int g, int b) color) => FormattableString.Invariant($"#{color.r:x2}{color.g:x2}{color.b:x2}");

    private static string Rgb((int r, int g, int b) color) => FormattableString.Invariant($"{color.r},{color.g},{color.b}");

    /// <summary>WCAG 2.2 contrast ratio.</summary>
    internal static double Contrast((int r, int g, int b) one, (int r, int g, int b) other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    private static double Luminance((int r, int g, int b) color)
    {
        return (0.2126 * Linear(color.r)) + (0.7152 * Linear(color.g)) + (0.0722 * Linear(color.b));

        static double Linear(int channel)
        {
            var value = channel / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }
}
