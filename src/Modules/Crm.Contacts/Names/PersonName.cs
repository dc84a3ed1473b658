using System.Text;

namespace Crm.Contacts.Names;

/// <summary>How a person's name is written, by their language and script.</summary>
public static class PersonName
{
    private static readonly HashSet<string> FamilyFirst = ["zh", "ja", "ko", "hu", "vi"];

    /// <summary>The name as shown: "Jonas Lefèvre", "林美玲", "Nagy Anna". Empty when there is none.</summary>
    /// <param name="language">The person's first language, as "zh-TW"; may be null.</param>
    public static string Display(string? givenName, string? familyName, string? language = null)
    {
        var (given, family) = (givenName?.Trim() ?? "", familyName?.Trim() ?? "");
        if (given.Length == 0 || family.Length == 0)
        {
            return given + family;
        }

        if (IsEastAsian(given) && IsEastAsian(family))
        {
            return family + given;
        }

        return FamilyFirst.Contains(Primary(language)) ? $"{family} {given}" : $"{given} {family}";
    }

    private static string Primary(string? language) => language?.Split('-', '_')[0].ToLowerInvariant() ?? "";

    private static bool IsEastAsian(string text) => text.EnumerateRunes().All(IsEastAsian);

    private static bool IsEastAsian(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
