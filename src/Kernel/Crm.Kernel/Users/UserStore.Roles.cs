using System.Security.Claims;

namespace Crm.Kernel.Users;

/// <summary>Roles and claims of accounts.</summary>
internal sealed partial class UserStore
{
    public Task AddToRoleAsync(User user, string roleName, CancellationToken cancellationToken)
    {
        if (!IsIn(user, roleName))
        {
            user.RoleNames.Add(roleName);
        }

        return Task.CompletedTask;
    }

    public Task RemoveFromRoleAsync(User user, string roleName, CancellationToken cancellationToken)
        => Set(() => user.RoleNames.RemoveAll(name => name.Equals(roleName, StringComparison.OrdinalIgnoreCase)));

    public Task<IList<string>> GetRolesAsync(User user, CancellationToken cancellationToken) => Task.FromResult<IList<string>>([.. user.RoleNames]);

    public Task<bool> IsInRoleAsync(User user, string roleName, CancellationToken cancellationToken) => Task.FromResult(IsIn(user, roleName));

    public async Task<IList<User>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken)
    {
        var normalized = roleName.ToUpperInvariant();
        return [.. await session.Query<User, UserByRoleNameIndex>(row => row.RoleName == normalized).ListAsync(cancellationToken)];
    }

    public Task<IList<Claim>> GetClaimsAsync(User user, CancellationToken cancellationToken)
        => Task.FromResult<IList<Claim>>([.. user.UserClaims.Select(claim => new Claim(claim.ClaimType, claim.ClaimValue))]);

    public Task AddClaimsAsync(User user, IEnumerable<Claim> claims, CancellationToken cancellationToken)
        => Set(() => user.UserClaims.AddRange(claims.Select(claim => new UserClaim { ClaimType = claim.Type, ClaimValue = claim.Value })));

    public Task ReplaceClaimAsync(User user, Claim claim, Claim newClaim, CancellationToken cancellationToken) => Set(() =>
    {
        foreach (var held in user.UserClaims.Where(held => Is(held, claim)))
        {
            (held.ClaimType, held.ClaimValue) = (newClaim.Type, newClaim.Value);
        }
    });

    public Task RemoveClaimsAsync(User user, IEnumerable<Claim> claims, CancellationToken cancellationToken)
        => Set(() => user.UserClaims.RemoveAll(held => claims.Any(claim => Is(held, claim))));

    public async Task<IList<User>> GetUsersForClaimAsync(Claim claim, CancellationToken cancellationToken)
    {
        var (type, value) = (claim.Type, claim.Value);
        return [.. await session.Query<User, UserByClaimIndex>(row => row.ClaimType == type && row.ClaimValue == value).ListAsync(cancellationToken)];
    }

    private static bool Is(UserClaim held, Claim claim) => held.ClaimType == claim.Type && held.ClaimValue == claim.Value;

    private static bool IsIn(User user, string roleName) => user.RoleNames.Contains(roleName, StringComparer.OrdinalIgnoreCase);
}
