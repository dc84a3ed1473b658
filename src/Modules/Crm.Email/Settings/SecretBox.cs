using Microsoft.AspNetCore.DataProtection;

namespace Crm.Email.Settings;

/// <summary>Encrypts the password and the key with the tenant's keys.</summary>
internal sealed class SecretBox(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Crm.Email.Secret");

    /// <summary>As it is stored; blank for blank.</summary>
    public string Close(string secret) => secret.Length == 0 ? "" : _protector.Protect(secret);

    /// <summary>As it was given; blank for blank.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The tenant's keys are not those it was encrypted with.</exception>
    public string Open(string stored) => stored.Length == 0 ? "" : _protector.Unprotect(stored);
}
