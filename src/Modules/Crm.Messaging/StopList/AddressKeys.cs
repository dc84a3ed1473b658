using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Data;

namespace Crm.Messaging.StopList;

/// <summary>The secret of the stop list; a document. Whoever has the list without it cannot try addresses. It is never changed: the list would know nobody any more.</summary>
public sealed class StopListSecret
{
    /// <summary>32 bytes, base64.</summary>
    public string Key { get; set; } = "";
}

/// <summary>What stands for an address where no address may stand: an HMAC-SHA256 of channel and address under the tenant's secret. Scoped.</summary>
internal sealed class AddressKeys(IDocumentManager<StopListSecret> secrets)
{
    /// <summary>A new secret; made once, with the tables.</summary>
    public static StopListSecret NewSecret() => new() { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };

    /// <summary>The key of an address; the same for each spelling of it in small and capital letters.</summary>
    public async Task<string> OfAsync(string channel, string address)
    {
        var spelt = address.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        return Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String((await secrets.GetOrCreateImmutableAsync()).Key), Encoding.UTF8.GetBytes($"{channel}\n{spelt}")));
    }
}
