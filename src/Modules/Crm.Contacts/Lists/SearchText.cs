using Crm.Contacts.Names;
using Crm.Contacts.Points;

namespace Crm.Contacts.Lists;

/// <summary>What somebody typed into a list's search: the beginning of an e-mail address, of a phone in any notation, or of words.</summary>
internal sealed record SearchText(string? Email, string? Phone, IReadOnlyList<string> Words)
{
    private const int MaxWords = 4;

    /// <summary>Whether nothing was typed.</summary>
    public bool IsBlank => Email is null && Phone is null && Words.Count == 0;

    /// <summary>Reads it.</summary>
    public static SearchText Parse(string? text, string country)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed.Contains('@') ? new SearchText(trimmed.ToLowerInvariant(), null, [])
            : PhoneNumber.Prefix(trimmed, country) is { } phone ? new SearchText(null, phone, [])
            : new SearchText(null, null, [.. Fold.Of(trimmed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords)]);
    }
}
