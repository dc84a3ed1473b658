using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Users;

/// <summary>What is wrong with an account, in the reader's language.</summary>
internal sealed class UserErrors(IStringLocalizer<UserErrors> text) : IdentityErrorDescriber
{
    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), text["The name {0} is taken.", userName]);

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), text["The e-mail address {0} is used by another account.", email]);

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), text["A user name is needed."]);

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), text["{0} is not an e-mail address.", email ?? ""]);

    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), text["The password needs at least {0} characters.", length]);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Error(nameof(PasswordRequiresUniqueChars), text["The password needs at least {0} different characters.", uniqueChars]);

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), text["The present password is not right."]);

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), text["Somebody else has changed this account. Load it again."]);

    public IdentityError PasswordIsTheName() => Error(nameof(PasswordIsTheName), text["The password must not be the name or the address of the account."]);

    private static IdentityError Error(string code, string description) => new() { Code = code, Description = description };
}
