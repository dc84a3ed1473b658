using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Webhooks.Tests.Send;

/// <summary>What <c>docs/webhooks.md</c> shows to receivers.</summary>
internal static class Receiving
{
    /// <summary>Whether the request comes from who knows the secret, and is young.</summary>
    public static bool IsSigned(string secret, string id, string timestamp, string signatures, string body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > 300)
        {
            return false;
        }

        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var wanted = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"))));
        return signatures.Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), wanted));
    }
}
