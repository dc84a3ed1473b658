using System.Security.Cryptography;
using System.Text;

namespace Crm.Campaigns.Resend;

/// <summary>The id of the one campaign that may write again to who gave no sign of another one: there is never a second.</summary>
internal static class ResendIds
{
    private const int Length = 26;

    public static string Of(string campaignId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"resend\n{campaignId}")))[..Length];
}
