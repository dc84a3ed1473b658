using System.Text;

namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>
/// The blocking passes: records that share a key are compared, no others. Names go by their coarse sound and in either order. The keys of a record come in the order of the passes, each once.
/// </summary>
internal static class Blocking
{
    /// <summary>More records than this in one block say that the key tells nobody apart.</summary>
    public const int LargestBlock = 150;

    private const int EmailStart = 6;

    /// <summary>The keys, at most some twenty.</summary>
    public static List<long> Keys(LinkRecord record)
    {
        var keys = new List<long>(16);
        var names = record.All(FieldKind.GivenName).Concat(record.All(FieldKind.FamilyName)).Select(name => name.Soundex).Distinct().Order(StringComparer.Ordinal).ToList();
        var (birth, town, postcode) = (record[FieldKind.BirthDate]?.Text, record[FieldKind.City], record[FieldKind.Postcode]?.Text);
        foreach (var email in record.All(FieldKind.Email))
        {
            var at = email.Text.IndexOf('@', StringComparison.Ordinal);
            Add(keys, 'e', email.Text);
            Add(keys, 'l', at > 3 ? email.Text[..at] : null);
            Add(keys, 's', email.Text.Length > EmailStart ? email.Text[..EmailStart] : null);
        }

        foreach (var phone in record.All(FieldKind.Phone))
        {
            Add(keys, 'p', phone.Text);
        }

        AddNames(keys, names);
        foreach (var name in names)
        {
            Add(keys, 'b', birth, name);
            Add(keys, 'c', postcode, name);
            Add(keys, 't', town?.Soundex, name);
        }

        Add(keys, 'd', birth, postcode);
        Add(keys, 'v', birth, town?.Soundex);
        AddAddress(keys, record);
        return keys;
    }

    private static void AddNames(List<long> keys, List<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            for (var j = i + 1; j < names.Count; j++)
            {
                Add(keys, 'n', names[i], names[j]);
            }
        }
    }

    private static void AddAddress(List<long> keys, LinkRecord record)
    {
        var number = record[FieldKind.StreetNumber]?.Text;
        Add(keys, 'a', number, record[FieldKind.Street]?.Soundex, record[FieldKind.City]?.Soundex);
        Add(keys, 'a', number, record[FieldKind.AddressLine]?.Soundex, record[FieldKind.City]?.Soundex);
        Add(keys, 'r', record[FieldKind.Street]?.Text, record[FieldKind.GivenName]?.Soundex);
    }

    private static void Add(List<long> keys, char pass, params ReadOnlySpan<string?> parts)
    {
        var hash = Start(pass);
        foreach (var part in parts)
        {
            if (string.IsNullOrEmpty(part))
            {
                return;
            }

            hash = Append(hash, part);
        }

        var key = unchecked((long)hash);
        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }

    // FNV-1a, 64 bits: the keys are stored, so they must be the same in each process.
    private static ulong Start(char pass) => unchecked((14695981039346656037UL ^ pass) * 1099511628211UL);

    private static ulong Append(ulong hash, string part)
    {
        foreach (var value in Encoding.UTF8.GetBytes(part))
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        return unchecked((hash ^ 0x1F) * 1099511628211UL);
    }
}
