using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Crm.Kernel.Users;

/// <summary>Links by which an account is opened or its password set anew: one open link an account, used once, and then spent.</summary>
public sealed class OneTimeLinks(LinkSigner signer, UserManager<User> users, TimeProvider time)
{
    private const string Purpose = "account";

    /// <summary>How long a link holds.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>The token for the link; an older one of that account is spent by it.</summary>
    public async Task<string> CreateAsync(User user)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        user.ResetToken = Hash(nonce);
        await users.UpdateAsync(user);
        return await signer.SignAsync(Purpose, user.UserId + " " + nonce, time.GetUtcNow() + Life);
    }

    /// <summary>The account a token opens, or null when it is spent, changed, of another tenant or at its end.</summary>
    public async Task<User?> ReadAsync(string? token)
    {
        var parts = (await signer.ReadAsync(Purpose, token))?.Split(' ') ?? [];
        var user = parts.Length == 2 ? await users.FindByIdAsync(parts[0]) : null;
        return user is { IsEnabled: true, ResetToken: { } hash } && hash == Hash(parts[1]) ? user : null;
    }

    /// <summary>Sets the password and spends the link; all sessions of the account end.</summary>
    public async Task<IdentityResult> RedeemAsync(User user, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            var verdict = await validator.ValidateAsync(users, user, password);
            if (!verdict.Succeeded)
            {
                return verdict;
            }
        }

        user.ResetToken = null;
        user.EmailConfirmed = true;
        user.AccessFailedCount = 0;
        user.LockoutEndUtc = null;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        return await users.UpdateSecurityStampAsync(user);
    }

    private static string Hash(string nonce) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));
}
