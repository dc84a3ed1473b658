using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Webhooks.Send;

/// <summary>Signatures of the Standard Webhooks specification 1.0: <c>v1,</c> and the HMAC-SHA256 of <c>id.timestamp.body</c> in base64.</summary>
internal static class Signature
{
    /// <summary>One for each key, with a space between.</summary>
    /// <param name="timestamp">Seconds since 1970.</param>
    public static string Of(IEnumerable<byte[]> keys, string id, long timestamp, string body)
    {
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp.ToString(CultureInfo.InvariantCulture)}.{body}");
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }
}
