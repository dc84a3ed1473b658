using System.Security.Claims;

namespace Crm.Kernel.Users;

/// <summary>Speaks for an account where neither a cookie nor a token does: a feed whose address is the secret. Its rights are those of the account at this moment. Scoped.</summary>
public sealed class AccountPrincipals
{
    private readonly Accounts _accounts;

    internal AccountPrincipals(Accounts accounts) => _accounts = accounts;

    /// <summary>The account's principal; null when there is none or it is disabled.</summary>
    public async Task<ClaimsPrincipal?> OfAsync(string userId) => await _accounts.GetAsync(userId) is { IsEnabled: true } standing ? standing.Principal("Link") : null;
}
