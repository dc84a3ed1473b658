using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Data;

namespace Crm.Email.Compose;

/// <summary>The secret of return addresses; a document. Kept in the database: what comes back is known after a restart, a restore and a move.</summary>
public sealed class ReturnPathSecret
{
    /// <summary>32 bytes, base64.</summary>
    public string Key { get; set; } = "";
}

/// <summary>
/// Where a letter comes back to that cannot be delivered: an address of its own for each (VERP), <c>b+{token}@domain</c>. The token is the base32 of the message's id and of an HMAC of it
/// cut to 80 bits, so that nobody can have an address suppressed by making up what comes back. Scoped.
/// </summary>
internal sealed class ReturnPath(IDocumentManager<ReturnPathSecret> secrets)
{
    private const string Prefix = "b+";
    private const int MacBytes = 10;

    // "b+" and 58 characters: a local part has 64 octets at most.
    private const int LongestId = 26;

    /// <summary>A new secret; made once, with the module's tables.</summary>
    public static ReturnPathSecret NewSecret() => new() { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };

    /// <summary>The envelope sender of a message.</summary>
    /// <exception cref="ArgumentException">The id is longer than 26 characters or not of ASCII.</exception>
    public async Task<string> OfAsync(string messageId, string domain) => AddressOf(messageId, domain, await KeyAsync());

    /// <summary>The message that an address was made for, whatever its case; null when this site did not make it.</summary>
    public async Task<string?> MessageOfAsync(string address) => MessageOf(address, await KeyAsync());

    internal static string AddressOf(string messageId, string domain, byte[] key)
    {
        if (messageId.Length is 0 or > LongestId || !Ascii.IsValid(messageId))
        {
            throw new ArgumentException($"An id of 1 to {LongestId} ASCII characters is needed.", nameof(messageId));
        }

        var id = Encoding.ASCII.GetBytes(messageId);
        return $"{Prefix}{Base32.Encode([.. id, .. MacOf(id, key)])}@{domain}";
    }

    internal static string? MessageOf(string address, byte[] key)
    {
        var at = address.LastIndexOf('@');
        var local = at < 0 ? address : address[..at];
        if (!local.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || Base32.Decode(local[Prefix.Length..]) is not { Length: > MacBytes } token)
        {
            return null;
        }

        var id = token.AsSpan(0, token.Length - MacBytes);
        return CryptographicOperations.FixedTimeEquals(MacOf(id, key), token.AsSpan(id.Length)) ? Encoding.ASCII.GetString(id) : null;
    }

    private static byte[] MacOf(ReadOnlySpan<byte> id, byte[] key) => HMACSHA256.HashData(key, id)[..MacBytes];

    private async Task<byte[]> KeyAsync() => Convert.FromBase64String((await secrets.GetOrCreateImmutableAsync()).Key);
}
