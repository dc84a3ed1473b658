using System.Globalization;
using Crm.Kernel.Localization;
using Crm.Kernel.Navigation;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.Kernel.Display.Frame;

/// <summary>What a layout shows around a page.</summary>
public sealed class PageFrame(IHttpContextAccessor accessor, Menu menu, IAntiforgery antiforgery, IEnumerable<TopBarSlot> slots, IEnumerable<TopBandSlot> bands, IServiceProvider services)
{
    private HttpContext Http => accessor.HttpContext!;

    /// <summary>The tenant's prefix, to put before addresses.</summary>
    public string Root => Http.Request.PathBase.Value ?? "";

    /// <summary>The address that was asked for (an error page has another), for forms that come back.</summary>
    public string Here => Http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw && raw[0] == '/' ? raw : Root + "/";

    /// <summary>The signed-in person's name, or null.</summary>
    public string? UserName => Http.User.Identity?.IsAuthenticated is true ? Http.User.UserShownName() ?? Http.User.Identity.Name : null;

    /// <summary>"light", "dark", or "auto" to follow the system.</summary>
    public string Appearance => Frame.Appearance.Of(Http.Request);

    /// <summary>The language of the page.</summary>
    public CultureInfo Culture => CultureInfo.CurrentUICulture;

    /// <summary>Token for requests that scripts send.</summary>
    public string RequestToken => antiforgery.GetAndStoreTokens(Http).RequestToken!;

    /// <summary>The site's name.</summary>
    public async ValueTask<string> SiteNameAsync()
        => (await RunningSite.FindAsync(services))?.SiteName is { Length: > 0 } name ? name : "CRM";

    /// <summary>The tenant's accent colour as six hex digits.</summary>
    public async ValueTask<string> AccentAsync()
        => await RunningSite.FindAsync(services) is { } site ? AccentColor.Of(site) : AccentColor.Default;

    /// <summary>The languages one may choose; the current one alone when the tenant has no other.</summary>
    public async ValueTask<IReadOnlyList<CultureInfo>> LanguagesAsync()
        => SiteLanguages.Of(await RunningSite.FindAsync(services));

    /// <summary>A menu for the current person.</summary>
    public ValueTask<IReadOnlyList<MenuEntry>> MenuAsync(string name) => menu.BuildAsync(name);

    /// <summary>What modules put into the top bar, in order.</summary>
    public IEnumerable<TopBarSlot> TopBar => slots.OrderBy(slot => slot.Position, DottedPosition.Comparer);

    /// <summary>What modules put above every admin page, in order.</summary>
    public IEnumerable<TopBandSlot> Bands => bands.OrderBy(band => band.Position, DottedPosition.Comparer);
}

/// <summary>Something a module puts into the top bar (notifications, the brake). Register an instance as a singleton; its partial decides what, if anything, is shown.</summary>
/// <param name="Position">Dotted number.</param>
/// <param name="View">Path of a partial view, as <c>/Crm.Messaging/Brake/_TopBar.cshtml</c>.</param>
public sealed record TopBarSlot(string Position, string View);

/// <summary>Something a module puts above every admin page, over its whole width: that the brake is pulled. Register an instance as a singleton; its partial decides what, if anything, is shown.</summary>
/// <param name="Position">Dotted number.</param>
/// <param name="View">Path of a partial view.</param>
public sealed record TopBandSlot(string Position, string View);
