using System.Globalization;
using System.Security.Claims;
using Crm.Kernel.Localization.Vocabulary;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Localization;

/// <summary>
/// The language of a request: the cookie of the language switch, then the person's own (claim <see cref="UserClaims.Language"/>), then what the browser asks for among the tenant's
/// languages, then the tenant's default.
/// </summary>
public static class RequestCulture
{
    private const string Cookie = "language";

    /// <summary>Sets the culture of each request; goes after authentication and before the endpoints.</summary>
    public static IApplicationBuilder UseRequestCulture(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var site = await RunningSite.FindAsync(http.RequestServices);
        http.RequestServices.GetService<TenantVocabulary>()?.Follow(site);
        var culture = Choose(http, SiteLanguages.Of(site));
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        http.Response.Headers.ContentLanguage = culture.Name;
        await next(http);
    });

    internal static void Keep(HttpContext http, CultureInfo culture) => http.Response.Cookies.Append(Cookie, culture.Name, new CookieOptions
    {
        Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    });

    /// <param name="offered">The tenant's languages, its default first.</param>
    internal static CultureInfo Choose(HttpContext http, IReadOnlyList<CultureInfo> offered)
        => Offered(offered, http.Request.Cookies[Cookie])
            ?? Offered(offered, http.User.FindFirstValue(UserClaims.Language))
            ?? Asked(http.Request, offered)
            ?? offered[0];

    private static CultureInfo? Asked(HttpRequest request, IReadOnlyList<CultureInfo> offered)
        => request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Offered(offered, language.Value.Value) ?? Offered(offered, language.Value.Value?.Split('-')[0]))
            .FirstOrDefault(culture => culture is not null);

    private static CultureInfo? Offered(IReadOnlyList<CultureInfo> offered, string? name)
        => name is null ? null : offered.FirstOrDefault(culture => culture.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
