using System.Globalization;
using System.Text;

namespace Crm.Contacts.Names;

/// <summary>Which way a contact's page runs: that of the person's first language, or of the letters of the name where no language is known.</summary>
internal static class WritingDirection
{
    /// <summary>"rtl", or null for the direction of the rest of the page.</summary>
    public static string? Of(string name, IReadOnlyList<string>? languages = null)
        => (languages is [var first, ..] ? RunsLeft(first) : name.EnumerateRunes().Where(Rune.IsLetter).Select(rune => (bool?)IsRightToLeft(rune)).FirstOrDefault()) == true ? "rtl" : null;

    private static bool? RunsLeft(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language).TextInfo.IsRightToLeft;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    // Hebrew, Arabic, Syriac, Thaana, N'Ko and their like, the presentation forms of the first two, and the right-to-left scripts of the second plane.
    private static bool IsRightToLeft(Rune rune) => rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
