using Microsoft.AspNetCore.Identity;

namespace Crm.Kernel.Users;

/// <summary>Refuses the account's own name or address as its password.</summary>
internal sealed class PasswordIsNotTheName(IdentityErrorDescriber errors) : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
        => Task.FromResult(new[] { user.UserName, user.Email }.Any(name => name.Length > 0 && name.Equals(password, StringComparison.OrdinalIgnoreCase))
            ? IdentityResult.Failed(((UserErrors)errors).PasswordIsTheName())
            : IdentityResult.Success);
}
