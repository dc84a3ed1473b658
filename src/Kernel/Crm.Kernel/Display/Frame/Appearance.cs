using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Display.Frame;

/// <summary>Light or dark: kept in a cookie, so that the server writes the page right from the first byte.</summary>
public static class Appearance
{
    private const string Cookie = "appearance";

    /// <summary>"light", "dark" or "auto".</summary>
    public static string Of(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie]! : "auto";

    /// <summary>Keeps the choice for a year; anything else than light or dark means: as the system says.</summary>
    public static void Choose(HttpContext http, string appearance)
    {
        var options = new CookieOptions { Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/", SameSite = SameSiteMode.Lax, HttpOnly = true, MaxAge = TimeSpan.FromDays(365), IsEssential = true };
        if (appearance is "light" or "dark")
        {
            http.Response.Cookies.Append(Cookie, appearance, options);
        }
        else
        {
            http.Response.Cookies.Delete(Cookie, options);
        }
    }
}
