using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Contacts.Names;
using Crm.Contacts.Points;

namespace Crm.Contacts.Lists;

/// <summary>What somebody typed into a list's search: the beginning of an e-mail address, of a phone in any notation, or of words; digits alone may be somebody's number too.</summary>
/// <param name="Number">The number as "1042", "#1042" or "n° 1042".</param>
internal sealed partial record SearchText(string? Email, string? Phone, IReadOnlyList<string> Words, long? Number = null)
{
    private const int MaxWords = 4;

    /// <summary>Whether nothing was typed.</summary>
    public bool IsBlank => Email is null && Phone is null && Words.Count == 0 && Number is null;

    /// <summary>Reads it.</summary>
    public static SearchText Parse(string? text, string country)
    {
        var trimmed = text?.Trim() ?? "";
        if (Numbered().Match(trimmed) is { Success: true } numbered)
        {
            var number = long.Parse(numbered.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            return numbered.Groups["mark"].Success ? new SearchText(null, null, [], number)
                : PhoneNumber.Prefix(trimmed, country) is { } digits ? new SearchText(null, digits, [], number)
                : new SearchText(null, null, [trimmed], number);
        }

        return trimmed.Contains('@') ? new SearchText(trimmed.ToLowerInvariant(), null, [])
            : PhoneNumber.Prefix(trimmed, country) is { } phone ? new SearchText(null, phone, [])
            : new SearchText(null, null, [.. Fold.Of(trimmed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords)]);
    }

    [GeneratedRegex("^(?<mark>#|№|n[°º.]|no[.]?)?\\s*(?<number>[0-9]{1,18})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
