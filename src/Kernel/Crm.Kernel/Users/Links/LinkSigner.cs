using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Data;

namespace Crm.Kernel.Users;

/// <summary>The secrets links are signed with, by key id; a document. Kept in the database: a link outlives restart, restore and move.</summary>
public sealed class LinkSecrets
{
    /// <summary>The key that signs now.</summary>
    public string CurrentKeyId { get; set; } = "";

    /// <summary>All keys that still verify, base64.</summary>
    public Dictionary<string, string> Keys { get; set; } = [];
}

/// <summary>Signs what goes out in links, bound to a purpose and an end.</summary>
public sealed class LinkSigner(IDocumentManager<LinkSecrets> secrets, TimeProvider time)
{
    /// <summary>A text for an address: payload, end and key id in the open, and their HMAC-SHA256.</summary>
    public async Task<string> SignAsync(string purpose, string payload, DateTimeOffset expires)
    {
        var known = await secrets.GetOrCreateImmutableAsync();
        if (known.CurrentKeyId.Length == 0)
        {
            known = await AddKeyAsync();
        }

        var body = string.Join('.', known.CurrentKeyId, expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload)));
        return body + "." + Base64Url.EncodeToString(Mac(known, known.CurrentKeyId, purpose, body));
    }

    /// <summary>The payload, or null when the text was made for another purpose, by another tenant, changed, or has ended.</summary>
    public async Task<string?> ReadAsync(string purpose, string? text)
    {
        var parts = text?.Split('.') ?? [];
        var known = await secrets.GetOrCreateImmutableAsync();
        if (parts.Length != 4 || !known.Keys.ContainsKey(parts[0]) || !Base64Url.IsValid(parts[2]) || !Base64Url.IsValid(parts[3])
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end))
        {
            return null;
        }

        var mac = Mac(known, parts[0], purpose, string.Join('.', parts[..3]));
        var honest = CryptographicOperations.FixedTimeEquals(mac, Base64Url.DecodeFromChars(parts[3]));
        return honest && end > time.GetUtcNow().ToUnixTimeSeconds() ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[2])) : null;
    }

    private async Task<LinkSecrets> AddKeyAsync()
    {
        var all = await secrets.GetOrCreateMutableAsync();
        if (all.CurrentKeyId.Length == 0)
        {
            all.CurrentKeyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            all.Keys[all.CurrentKeyId] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            await secrets.UpdateAsync(all);
        }

        return all;
    }

    private static byte[] Mac(LinkSecrets known, string keyId, string purpose, string body)
        => HMACSHA256.HashData(Convert.FromBase64String(known.Keys[keyId]), Encoding.UTF8.GetBytes(purpose + "\n" + body));
}
