using System.Globalization;

namespace Crm.Contacts.Names;

/// <summary>
/// Sort keys of a culture as text that any database sorts right byte by byte (upper-case hexadecimal): paging and sorting agree on SQLite and PostgreSQL,
/// whatever their collations. Letters count first, accents next, case never.
/// </summary>
internal sealed class SortKeys(CultureInfo culture)
{
    /// <summary>Longest key kept, in bytes; names that agree so far are told apart by the document id.</summary>
    private const int MaxBytes = 60;

    private readonly CompareInfo _compare = culture.CompareInfo;

    /// <summary>The key of a text; empty for none, which sorts first.</summary>
    public string Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var key = _compare.GetSortKey(text, CompareOptions.IgnoreCase).KeyData;
        return Convert.ToHexString(key.AsSpan(0, Math.Min(key.Length, MaxBytes)));
    }

    /// <summary>The key of a person: by family name, then given name.</summary>
    public string Of(string? familyName, string? givenName)
        => Of(string.IsNullOrWhiteSpace(familyName) ? givenName : string.IsNullOrWhiteSpace(givenName) ? familyName : $"{familyName}, {givenName}");
}
