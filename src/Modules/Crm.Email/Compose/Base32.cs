namespace Crm.Email.Compose;

/// <summary>Bytes as text that survives servers which change upper and lower case: base32 of RFC 4648 in lower case, without padding.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Bits = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + Bits - 1) / Bits];
        for (var at = 0; at < text.Length; at++)
        {
            var (first, shift) = (at * Bits / 8, at * Bits % 8);
            var two = (bytes[first] << 8) | (first + 1 < bytes.Length ? bytes[first + 1] : 0);
            text[at] = Alphabet[(two >> (16 - Bits - shift)) & 31];
        }

        return new string(text);
    }

    /// <summary>Null for what is none.</summary>
    public static byte[]? Decode(string text)
    {
        var (bytes, buffer, held) = (new List<byte>(text.Length * Bits / 8), 0, 0);
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            (buffer, held) = (((buffer << Bits) | value) & 0xFFF, held + Bits);
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(buffer >> held));
            }
        }

        return [.. bytes];
    }
}
