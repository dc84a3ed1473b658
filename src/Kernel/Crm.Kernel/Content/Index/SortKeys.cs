using System.Globalization;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Content.Index;

/// <summary>
/// Sort keys of names in the tenant's culture: text that every database orders alike, byte by byte. The culture is the tenant's configuration value
/// <c>SortCulture</c> (blank: the root order of Unicode, right for French and English), because stored keys must not change with a reader's language.
/// </summary>
public sealed class SortKeys(ShellSettings settings)
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";
    private const int MostBytes = 60;

    private readonly CompareInfo _compare = CultureInfo.GetCultureInfo(settings["SortCulture"] ?? "").CompareInfo;

    /// <summary>The key, 96 characters at most; blank for blank text.</summary>
    public string For(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        Span<byte> buffer = stackalloc byte[1024];
        var source = text.AsSpan(0, Math.Min(text.Length, 80)).Trim();
        var bytes = buffer[.._compare.GetSortKey(source, buffer, CompareOptions.None)];
        return Write(bytes[..Math.Min(bytes.Length, MostBytes)]);
    }

    /// <summary>Five bits a character, in an alphabet that sorts alike in every collation.</summary>
    private static string Write(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[(bytes.Length * 8 + 4) / 5];
        var (value, bits, at) = (0, 0, 0);
        foreach (var one in bytes)
        {
            value = (value << 8) | one;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                chars[at++] = Digits[(value >> bits) & 31];
            }

            value &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            chars[at++] = Digits[(value << (5 - bits)) & 31];
        }

        return new string(chars[..at]);
    }
}
