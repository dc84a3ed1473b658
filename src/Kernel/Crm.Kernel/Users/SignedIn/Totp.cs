using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Crm.Kernel.Users;

/// <summary>Time-based one-time passwords, RFC 6238 with HMAC-SHA-1 and steps of 30 seconds, as authenticator apps make them.</summary>
public static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step a moment lies in.</summary>
    public static long StepAt(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 30;

    /// <summary>The code of a step.</summary>
    public static string Code(byte[] key, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // SHA-1 is what RFC 6238 says and what the apps do; as an HMAC it is sound.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff;
        return (number % (uint)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code this is, one step early or late allowed, later than <paramref name="after"/>; null when it is none. A code counts once.</summary>
    public static long? Match(string base32Key, string code, DateTimeOffset now, long after)
    {
        var key = FromBase32(base32Key);
        var typed = System.Text.Encoding.UTF8.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (step > after && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(key, step)), typed))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>A new key of 160 bits, base32.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Alphabet, 32);

    /// <summary>The bytes of a base32 text.</summary>
    public static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        var (bits, held) = (0, 0);
        foreach (var letter in text.TrimEnd('=').ToUpperInvariant())
        {
            bits = (bits << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
                bits &= (1 << held) - 1;
            }
        }

        return [.. bytes];
    }
}
