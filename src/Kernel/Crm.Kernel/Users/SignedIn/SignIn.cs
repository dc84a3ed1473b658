using System.Security.Claims;
using Crm.Kernel.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Crm.Kernel.Users;

/// <summary>What came of a try to sign in. A wrong name, a wrong password, a locked and a disabled account are not told apart.</summary>
public enum SignInOutcome
{
    /// <summary>Refused.</summary>
    Refused,

    /// <summary>In.</summary>
    Done,

    /// <summary>The password was right; the code is asked for.</summary>
    CodeNeeded,
}

/// <summary>Signs accounts in and out of browsers.</summary>
public sealed class SignIn(UserManager<User> users, UserSessions sessions, ISession session, IHttpContextAccessor http, PasswordCost cost, TimeProvider time)
{
    private const string StepToken = "AuthenticatorStep";

    private HttpContext Context => http.HttpContext!;

    /// <summary>Tries a name or e-mail address and a password. Wrong passwords count towards the lock.</summary>
    public async Task<SignInOutcome> WithPasswordAsync(string name, string password, bool remember)
    {
        var user = await users.FindByNameAsync(name) ?? await users.FindByEmailAsync(name);
        if (user?.PasswordHash is null)
        {
            users.PasswordHasher.VerifyHashedPassword(user ?? new User(), cost.NobodysHash, password); // the same time for a name that does not exist
            return SignInOutcome.Refused;
        }

        var right = await users.CheckPasswordAsync(user, password);
        if (IsLocked(user) || !user.IsEnabled)
        {
            return SignInOutcome.Refused;
        }

        if (!right)
        {
            await CountFailureAsync(user);
            return SignInOutcome.Refused;
        }

        if (!user.TwoFactorEnabled)
        {
            await ForgetFailuresAsync(user);
            await EnterAsync(user, remember);
            return SignInOutcome.Done;
        }

        var half = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.UserId), new Claim(UserClaims.Stamp, user.SecurityStamp ?? "")], IdentityConstants.TwoFactorUserIdScheme);
        await Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(half), new AuthenticationProperties { IsPersistent = remember });
        return SignInOutcome.CodeNeeded;
    }

    /// <summary>Whether a right password has been given and the code is awaited.</summary>
    public async Task<bool> AwaitsCodeAsync() => await HalfAsync() is not null;

    /// <summary>Id of the account whose code is awaited; blank for none.</summary>
    public async Task<string> CodeOwnerAsync() => (await HalfAsync())?.User.UserId ?? "";

    /// <summary>Tries the code of the authenticator app, or a recovery code (then spent). Wrong ones count towards the lock.</summary>
    public async Task<SignInOutcome> WithCodeAsync(string code)
    {
        if (await HalfAsync() is not var (user, remember) || IsLocked(user))
        {
            return SignInOutcome.Refused;
        }

        if (!await TakeCodeAsync(user, code) && !(await users.RedeemTwoFactorRecoveryCodeAsync(user, code.Trim())).Succeeded)
        {
            await CountFailureAsync(user);
            return SignInOutcome.CodeNeeded;
        }

        await ForgetFailuresAsync(user);
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await EnterAsync(user, remember);
        return SignInOutcome.Done;
    }

    /// <summary>Whether the code is one of the account's authenticator now; a code counts once.</summary>
    public async Task<bool> TakeCodeAsync(User user, string code)
    {
        var last = user.UserTokens.Find(token => token.Name == StepToken);
        var after = long.TryParse(last?.Value, out var step) ? step : 0;
        if (await users.GetAuthenticatorKeyAsync(user) is not { } key || Totp.Match(key, code, time.GetUtcNow(), after) is not { } taken)
        {
            return false;
        }

        user.UserTokens.RemoveAll(token => token.Name == StepToken);
        user.UserTokens.Add(new UserToken { LoginProvider = "Crm", Name = StepToken, Value = taken.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await users.UpdateAsync(user);
        return true;
    }

    /// <summary>Writes a new cookie of a new session: an older one, perhaps planted, is worth nothing.</summary>
    public async Task EnterAsync(User user, bool remember)
    {
        if (user.SecurityStamp is null)
        {
            await users.UpdateSecurityStampAsync(user);
        }

        var begun = await sessions.BeginAsync(user.UserId, Context.Request.Headers.UserAgent.ToString(), Context.Connection.RemoteIpAddress?.ToString() ?? "");
        await WriteCookieAsync(user.UserId, user.SecurityStamp ?? "", begun.SessionId, remember);
    }

    /// <summary>Ends the present session and its cookie.</summary>
    public async Task LeaveAsync()
    {
        if (Context.User.UserId() is { } id && Context.User.SessionId() is { } open)
        {
            await sessions.EndAsync(id, open);
        }

        await Context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>After a change of credentials: keeps this browser in and the others out.</summary>
    public async Task RenewAsync(User user)
    {
        if (Context.User.SessionId() is { } open)
        {
            await WriteCookieAsync(user.UserId, user.SecurityStamp ?? "", open, remember: false);
        }
    }

    internal Task WriteCookieAsync(string userId, string stamp, string session, bool remember, string? seeAs = null)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, userId), new Claim(UserClaims.Stamp, stamp), new Claim(UserClaims.Session, session)], IdentityConstants.ApplicationScheme);
        if (seeAs is not null)
        {
            identity.AddClaim(new Claim(UserClaims.SeeAs, seeAs));
        }

        return Context.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = remember });
    }

    private async Task<(User User, bool Remember)?> HalfAsync()
    {
        var half = await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        var user = half.Principal?.UserId() is { } id ? await users.FindByIdAsync(id) : null;
        return user is { IsEnabled: true } && half.Principal!.FindFirst(UserClaims.Stamp)?.Value == user.SecurityStamp
            ? (user, half.Properties?.IsPersistent ?? false)
            : null;
    }

    private bool IsLocked(User user) => user.IsLockoutEnabled && user.LockoutEndUtc > time.GetUtcNow().UtcDateTime;

    // Committed at once: a form shown again with an error writes nothing else.
    private async Task CountFailureAsync(User user)
    {
        user.AccessFailedCount++;
        if (user.IsLockoutEnabled && user.AccessFailedCount >= users.Options.Lockout.MaxFailedAccessAttempts)
        {
            (user.AccessFailedCount, user.LockoutEndUtc) = (0, time.GetUtcNow().UtcDateTime + users.Options.Lockout.DefaultLockoutTimeSpan);
        }

        await users.UpdateAsync(user);
        await session.SaveChangesAsync();
    }

    private async Task ForgetFailuresAsync(User user)
    {
        if (user.AccessFailedCount > 0 || user.LockoutEndUtc is not null)
        {
            (user.AccessFailedCount, user.LockoutEndUtc) = (0, null);
            await users.UpdateAsync(user);
        }
    }
}
