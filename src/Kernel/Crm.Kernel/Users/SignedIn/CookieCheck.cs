using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Users;

/// <summary>
/// Measures each cookie against the account as it is now: a disabled account, another security stamp or an ended session is out within seconds, and roles
/// taken or given count at once.
/// </summary>
internal static class CookieCheck
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var cookie = context.Principal!;
        var accounts = context.HttpContext.RequestServices.GetRequiredService<Accounts>();
        var standing = cookie.UserId() is { } userId ? await accounts.GetAsync(userId) : null;
        if (standing is not null && !Holds(standing, cookie))
        {
            standing = await accounts.GetAsync(standing.UserId, anew: true); // the session may be younger than what is remembered
        }

        if (standing is null || !Holds(standing, cookie))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        context.ReplacePrincipal(standing.Principal(context.Scheme.Name, cookie.Claims.Where(claim => claim.Type is UserClaims.Session or UserClaims.SeeAs)));
        context.HttpContext.RequestServices.GetRequiredService<Presence>().Note(context.HttpContext, cookie.SessionId()!);
    }

    private static bool Holds(Standing standing, ClaimsPrincipal cookie)
        => standing.IsEnabled && standing.Stamp == cookie.FindFirst(UserClaims.Stamp)?.Value && cookie.SessionId() is { } session && standing.Sessions.Contains(session);
}
