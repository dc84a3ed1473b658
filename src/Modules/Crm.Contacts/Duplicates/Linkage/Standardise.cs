using Crm.Contacts.Names;
using Crm.Contacts.Points;

namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>Brings what was written into the form that is compared: no accents, case, punctuation or blanks, streets without abbreviations, dates as yyyymmdd.</summary>
internal static class Standardise
{
    private static readonly Dictionary<string, string> StreetWords = new(StringComparer.Ordinal)
    {
        ["av"] = "avenue", ["ave"] = "avenue", ["bd"] = "boulevard", ["bld"] = "boulevard", ["blvd"] = "boulevard", ["bvd"] = "boulevard", ["ch"] = "chemin", ["chem"] = "chemin",
        ["all"] = "allee", ["imp"] = "impasse", ["pl"] = "place", ["rte"] = "route", ["sq"] = "square", ["fg"] = "faubourg", ["fbg"] = "faubourg", ["r"] = "rue",
        ["rd"] = "road", ["cres"] = "crescent", ["dr"] = "drive", ["crt"] = "court", ["ct"] = "court", ["ln"] = "lane",
    };

    private static readonly Dictionary<string, string> TownWords = new(StringComparer.Ordinal) { ["st"] = "saint", ["ste"] = "sainte", ["mt"] = "mount" };

    /// <summary>The normalised text; empty when nothing is left.</summary>
    public static string Of(FieldKind kind, string? written) => kind switch
    {
        _ when string.IsNullOrWhiteSpace(written) => "",
        FieldKind.BirthDate => Date(written),
        FieldKind.StreetNumber or FieldKind.Postcode or FieldKind.Region => Joined(Fold.Of(written)),
        FieldKind.Street or FieldKind.AddressLine => Words(written, StreetWords),
        FieldKind.City => Words(written, TownWords),
        FieldKind.Email => EmailAddress.Normalize(written) is { } address ? EmailAddress.Key(address) : written.Trim().ToLowerInvariant(),
        FieldKind.Phone => new string([.. written.Where(char.IsAsciiDigit)]),
        _ => Joined(Fold.Of(written)),
    };

    /// <summary>A line of an address parted into the house number and the rest; the number is empty when there is none.</summary>
    public static (string Number, string Street) Line(string line)
    {
        var words = Fold.Of(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(words, word => char.IsAsciiDigit(word[0]));
        return at < 0 ? ("", string.Join(' ', words)) : (words[at], string.Join(' ', words[..at].Concat(words[(at + 1)..])));
    }

    private static string Joined(string folded) => folded.Replace(" ", "", StringComparison.Ordinal);

    private static string Words(string written, Dictionary<string, string> inFull)
    {
        var folded = Fold.Of(written);
        return string.Concat(folded.Split(' ').Select(word => inFull.GetValueOrDefault(word, word)));
    }

    // 1980-05-17, 19800517 and 17/05/1980; what is no date is compared by its digits.
    private static string Date(string written)
    {
        var parts = written.Trim().Split('-', '/', '.', ' ');
        return parts.Length == 3 && parts[2].Length == 4 && parts[0].Length <= 2
            ? parts[2] + parts[1].PadLeft(2, '0') + parts[0].PadLeft(2, '0')
            : new string([.. written.Where(char.IsAsciiDigit)]);
    }
}
