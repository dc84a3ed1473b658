using Crm.Contacts.Duplicates.Similarity;

namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>
/// The comparison vector of two records: four bits a field hold the level of agreement, 0 where one side is empty, 1 where both agree, the field's last level where they differ.
/// Given and family name, and the two lines of an address, are compared crosswise too: people write them in the wrong box.
/// </summary>
internal static class Comparison
{
    private const int Bits = 4;
    private const double Close = 0.92;
    private const double Near = 0.80;
    private const double AlikeText = 0.75;
    private const double AlikeEmail = 0.80;

    /// <summary>The level of one field in a vector.</summary>
    public static int Level(ulong vector, FieldKind kind) => (int)(vector >> ((int)kind * Bits)) & 0xF;

    /// <summary>The vector of two records.</summary>
    public static ulong Of(LinkRecord a, LinkRecord b)
    {
        var (given, family) = Crosswise(a, b, FieldKind.GivenName, FieldKind.FamilyName, Name);
        var (street, line) = Crosswise(a, b, FieldKind.Street, FieldKind.AddressLine, Text);
        return Put(FieldKind.GivenName, given) | Put(FieldKind.FamilyName, family) | Put(FieldKind.Street, street) | Put(FieldKind.AddressLine, line)
            | Put(FieldKind.BirthDate, One(a, b, FieldKind.BirthDate, Date)) | Put(FieldKind.StreetNumber, One(a, b, FieldKind.StreetNumber, Code))
            | Put(FieldKind.City, One(a, b, FieldKind.City, Text)) | Put(FieldKind.Postcode, One(a, b, FieldKind.Postcode, Code)) | Put(FieldKind.Region, One(a, b, FieldKind.Region, Code))
            | Put(FieldKind.Email, Any(a, b, FieldKind.Email, Email)) | Put(FieldKind.Phone, Any(a, b, FieldKind.Phone, Code));
    }

    /// <summary>Equal, close (Jaro-Winkler ≥ 0.92, one edit, a pet name, the same sound), near (≥ 0.80), an initial, other.</summary>
    internal static int Name(FieldValue a, FieldValue b)
    {
        if (a.Text == b.Text)
        {
            return 1;
        }

        if (a.Text.Length == 1 || b.Text.Length == 1)
        {
            return a.Text[0] == b.Text[0] ? 4 : 5;
        }

        var likeness = JaroWinkler.Of(a.Text, b.Text);
        return likeness >= Close || a.Phonex == b.Phonex || PetNames.Same(a.Text, b.Text) || IsOneEdit(a.Text, b.Text) ? 2
            : likeness >= Near ? 3 : 5;
    }

    /// <summary>Equal, one slip of the pen (a digit, two swapped, day for month), within a month, within a year, other.</summary>
    internal static int Date(FieldValue a, FieldValue b)
    {
        if (a.Text == b.Text)
        {
            return 1;
        }

        if (EditDistance.Of(a.Text, b.Text) <= 1 || IsDayForMonth(a.Text, b.Text))
        {
            return 2;
        }

        var apart = a.Day < 0 || b.Day < 0 ? int.MaxValue : Math.Abs(a.Day - b.Day);
        return apart <= 31 ? 3 : apart <= 366 ? 4 : 5;
    }

    private static ulong Put(FieldKind kind, int level) => (ulong)level << ((int)kind * Bits);

    private static int One(LinkRecord a, LinkRecord b, FieldKind kind, Func<FieldValue, FieldValue, int> compare)
        => a[kind] is { } left && b[kind] is { } right ? ReferenceEquals(left, right) ? 1 : compare(left, right) : 0;

    private static int Any(LinkRecord a, LinkRecord b, FieldKind kind, Func<FieldValue, FieldValue, int> compare)
    {
        var best = One(a, b, kind, compare);
        if (best is 0 or 1 || (a.More.Count == 0 && b.More.Count == 0))
        {
            return best;
        }

        foreach (var left in a.All(kind))
        {
            foreach (var right in b.All(kind))
            {
                best = Math.Min(best, compare(left, right));
            }
        }

        return best;
    }

    private static (int First, int Second) Crosswise(LinkRecord a, LinkRecord b, FieldKind first, FieldKind second, Func<FieldValue, FieldValue, int> compare)
    {
        var (one, two) = (One(a, b, first, compare), Any(a, b, second, compare));
        if (one is 1 or 0 && two is 1 or 0)
        {
            return (one, two);
        }

        if (a[first] is not { } a1 || b[second] is not { } b2 || a[second] is not { } a2 || b[first] is not { } b1)
        {
            return (one, two);
        }

        var (across, back) = (compare(a1, b2), compare(a2, b1));
        return across + back < one + two ? (across, back) : (one, two);
    }

    private static int Code(FieldValue a, FieldValue b) => a.Text == b.Text ? 1 : EditDistance.Of(a.Text, b.Text) <= 1 ? 2 : 3;

    private static int Text(FieldValue a, FieldValue b) => a.Text == b.Text ? 1 : EditDistance.Similarity(a.Text, b.Text) >= AlikeText ? 2 : 3;

    // One mailbox, one with a slip, the same name at another provider, other.
    private static int Email(FieldValue a, FieldValue b)
    {
        if (a.Text == b.Text)
        {
            return 1;
        }

        // jean.martin12 and jean.martin7 are two people of one name: the figures are what tells them apart.
        return EditDistance.Similarity(a.Text, b.Text) >= AlikeEmail && Digits(a.Text) == Digits(b.Text) ? 2 : Local(a.Text).SequenceEqual(Local(b.Text)) ? 3 : 4;
    }

    private static string Digits(string address) => string.Concat(address.Where(char.IsAsciiDigit));

    private static ReadOnlySpan<char> Local(string address) => address.IndexOf('@') is > 0 and var at ? address.AsSpan(0, at) : address;

    private static bool IsOneEdit(string a, string b) => Math.Min(a.Length, b.Length) >= 4 && Math.Abs(a.Length - b.Length) <= 1 && EditDistance.Of(a, b) == 1;

    private static bool IsDayForMonth(string a, string b)
        => a.Length == 8 && b.Length == 8 && a.AsSpan(0, 4).SequenceEqual(b.AsSpan(0, 4)) && a.AsSpan(4, 2).SequenceEqual(b.AsSpan(6, 2)) && a.AsSpan(6, 2).SequenceEqual(b.AsSpan(4, 2));
}
