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
        var standing = cookie.UserId() is { } userId ? await context.HttpContext.RequestServices.GetRequiredService<Accounts>().GetAsync(userId) : null;
        if (standing is not { IsEnabled: true }
            || standing.Stamp != cookie.FindFirst(UserClaims.Stamp)?.Value
            || cookie.SessionId() is not { } session || !standing.Sessions.Contains(session))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        context.ReplacePrincipal(standing.Principal(context.Scheme.Name, cookie.Claims.Where(claim => claim.Type is UserClaims.Session or UserClaims.SeeAs or ClaimTypes.AuthenticationMethod)));
        context.HttpContext.RequestServices.GetRequiredService<Presence>().Note(context.HttpContext, session);
    }
}
