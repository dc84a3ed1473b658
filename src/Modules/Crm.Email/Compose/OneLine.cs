using System.Text;

namespace Crm.Email.Compose;

/// <summary>Text for a header: whatever ends a line, and every other control character, becomes a blank, so that no name or subject writes a header of its own.</summary>
internal static class OneLine
{
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (!isBlank || IsKept(rune))
            {
                line.Append(rune);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().Trim();
    }

    // The no-break spaces of French typography are part of the text.
    private static bool IsKept(Rune rune) => rune.Value is 0x00A0 or 0x202F;
}
