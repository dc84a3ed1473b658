using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Crm.Webhooks.Register;

/// <summary>Makes signing secrets and keeps them encrypted: <c>whsec_</c> and 32 random bytes in base64, as the Standard Webhooks specification says.</summary>
internal sealed class SecretBox(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Crm.Webhooks.Secret");

    /// <summary>A new secret as it is shown once, and as it is stored.</summary>
    public (string Text, SigningSecret Stored) New()
    {
        var text = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        return (text, new SigningSecret { Protected = _protector.Protect(text) });
    }

    /// <summary>The key that signs.</summary>
    /// <exception cref="CryptographicException">The tenant's keys are not those it was encrypted with.</exception>
    public byte[] KeyOf(SigningSecret secret) => KeyOf(_protector.Unprotect(secret.Protected));

    /// <summary>The key in a secret as it is shown.</summary>
    public static byte[] KeyOf(string text) => Convert.FromBase64String(text[Prefix.Length..]);
}
