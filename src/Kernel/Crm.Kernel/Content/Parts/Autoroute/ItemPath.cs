using System.Globalization;

namespace Crm.Kernel.Content.Parts;

/// <summary>The path of an item below the site.</summary>
internal static class ItemPath
{
    /// <summary>As long as the index column.</summary>
    public const int MostCharacters = 1024;

    // As Orchard Core; a full stop is allowed inside a piece.
    private const string Refused = ":?#[]@!$&'()*+,;=<>\\|%\"{}^`";

    /// <summary>Without slashes around; null for blank.</summary>
    public static string? Tidy(string? path) => path?.Trim().Trim('/') is { Length: > 0 } tidy ? tidy : null;

    /// <summary>As paths are compared.</summary>
    public static string Key(string path) => path.Trim('/').ToLowerInvariant();

    /// <summary>Whether an address can be so: letters, digits, hyphens and the like, no empty or climbing piece.</summary>
    public static bool IsWellFormed(string path)
        => path.Length <= MostCharacters && path.All(IsAllowed) && path.Split('/').All(piece => piece.Trim('.').Length > 0);

    private static bool IsAllowed(char letter) => !Refused.Contains(letter, StringComparison.Ordinal) && !char.IsWhiteSpace(letter) && !char.IsControl(letter)
        && CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.Surrogate or UnicodeCategory.OtherSymbol or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
