using System.Globalization;
using System.Text;

namespace Crm.Content.Types;

/// <summary>Technical names of types and fields: letters and digits, a letter first, none of the names that items use themselves.</summary>
internal static class TechnicalName
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "ContentItemId", "ContentItemVersionId", "ContentType", "DisplayText", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author",
        "Id", "Data", "ContentItem", "Rest", "Terms", "TrashPart", "Create", "Item",
    };

    /// <summary>A name made from words: "Date d’arrivée" becomes DateDArrivee; with a number behind when it is taken.</summary>
    public static string From(string words, Func<string, bool> isTaken)
    {
        var name = Join(words);
        var free = name;
        for (var number = 2; isTaken(free) || s_reserved.Contains(free); number++)
        {
            free = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }

    private static string Join(string words)
    {
        var name = new StringBuilder();
        var upper = true;
        foreach (var letter in words.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                name.Append(upper ? char.ToUpperInvariant(letter) : letter);
                upper = false;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                upper = true;
            }
        }

        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
        {
            name.Insert(0, 'F');
        }

        return name.ToString(0, Math.Min(name.Length, 90));
    }
}
