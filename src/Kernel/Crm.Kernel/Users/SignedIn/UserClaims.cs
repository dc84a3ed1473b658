using System.Security.Claims;

namespace Crm.Kernel.Users;

/// <summary>Claims of who is signed in, and the questions asked of them.</summary>
public static class UserClaims
{
    internal const string ShownName = ClaimTypes.GivenName;
    internal const string Stamp = "crm:stamp";
    internal const string Session = "crm:session";
    internal const string SeeAs = "crm:see-as";
    internal const string Token = "crm:token";
    internal const string Scope = "crm:scope";

    /// <summary>Claim type of the language an account has chosen.</summary>
    public const string Language = "culture";

    /// <summary>The user's id, or null for nobody.</summary>
    public static string? UserId(this ClaimsPrincipal user) => user.FindFirst(ClaimTypes.NameIdentifier)?.Value;

    /// <summary>The name shown, or null for nobody.</summary>
    public static string? UserShownName(this ClaimsPrincipal user) => user.FindFirst(ShownName)?.Value;

    /// <summary>The role through whose eyes an administrator looks, or null.</summary>
    public static string? SeesAsRole(this ClaimsPrincipal user) => user.FindFirst(SeeAs)?.Value;

    /// <summary>The session of a cookie; null for tokens.</summary>
    public static string? SessionId(this ClaimsPrincipal user) => user.FindFirst(Session)?.Value;

    /// <summary>Whether an API token speaks, not a browser.</summary>
    public static bool IsToken(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == Token);

    /// <summary>The rights an API token is limited to; null when it has all of its user's.</summary>
    internal static IReadOnlyList<string>? Scopes(this ClaimsPrincipal user)
    {
        var scopes = user.FindAll(Scope).Select(claim => claim.Value).ToList();
        return scopes.Count == 0 ? null : scopes;
    }
}
