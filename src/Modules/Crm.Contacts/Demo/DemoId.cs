namespace Crm.Contacts.Demo;

/// <summary>Content item ids of demo rows: <c>4dem0</c>, the seed, the kind, the number. Stable, so that a second run doubles nothing, and known again when they are cleared.</summary>
internal static class DemoId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>What all ids of a seed begin with.</summary>
    public static string Prefix(int seed) => "4dem0" + Digits((uint)seed, 7);

    /// <summary>The id of that thing.</summary>
    /// <param name="kind">'h'ousehold, 'p'erson, 'c'ontact or 'a' for an organisation.</param>
    public static string Of(int seed, char kind, long number) => $"{Prefix(seed)}{kind}{Digits((ulong)number, 13)}";

    private static string Digits(ulong value, int length) => string.Create(length, value, static (chars, rest) =>
    {
        for (var i = chars.Length - 1; i >= 0; i--)
        {
            chars[i] = Alphabet[(int)(rest & 31)];
            rest >>= 5;
        }
    });
}
