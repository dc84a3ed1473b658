using System.Security.Cryptography;
using System.Text;
using Crm.Tracking.Hits;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Tracking.Links;

/// <summary>What a link of ours in a letter stands for.</summary>
/// <param name="Url">Where it leads; blank for a pixel and the link for robots.</param>
internal sealed record SignedLink(HitKind Kind, string MessageId, string Url);

/// <summary>
/// Signs and reads the links of letters: payload (version, kind, message, where it leads) and sixteen bytes of an HMAC over it, bound to this purpose. Where a link leads stands in what is signed and
/// nowhere else, so that nobody makes one that leads elsewhere. The same link is always the same text.
/// </summary>
internal sealed class LinkSigner(byte[] key)
{
    /// <summary>Bytes of an address at most: a longer one is not rewritten.</summary>
    public const int MostUrl = 1500;

    private const string Purpose = "tracking\n";
    private const char Version = '1';
    private const int IdLength = 26;
    private const int MacBytes = 16;
    private const int MostToken = ((MostUrl + IdLength) * 4 / 3) + 100;

    public string Sign(SignedLink link)
    {
        var payload = Encoding.UTF8.GetBytes($"{Version}{(int)link.Kind}{link.MessageId}{link.Url}");
        return $"{WebEncoders.Base64UrlEncode(payload)}.{WebEncoders.Base64UrlEncode(Mac(payload))}";
    }

    /// <summary>Null for what this tenant did not sign for this purpose.</summary>
    public SignedLink? Read(string token)
    {
        if (token.Length > MostToken || token.Split('.') is not [var first, var second])
        {
            return null;
        }

        try
        {
            var (payload, mac) = (WebEncoders.Base64UrlDecode(first), WebEncoders.Base64UrlDecode(second));
            if (!CryptographicOperations.FixedTimeEquals(Mac(payload), mac))
            {
                return null;
            }

            var text = Encoding.UTF8.GetString(payload);
            return new SignedLink((HitKind)(text[1] - '0'), text.Substring(2, IdLength), text[(2 + IdLength)..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private byte[] Mac(byte[] payload) => HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(Purpose), .. payload])[..MacBytes];
}
