using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Display.Frame;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Settings;

/// <summary>The site's name, home, languages, time zone and colour.</summary>
[Right(AdminPermissions.ManageSettings)]
public sealed class General(ISiteService sites, IStringLocalizer<General> S) : PageModel
{
    private static readonly string[] Offered = ["en", "fr", "de", "es", "it", "nl", "pt", "pt-BR", "pl", "ru", "ar", "zh-TW", "zh-CN", "ja"];

    /// <summary>What is set.</summary>
    [BindProperty]
    public GeneralForm Input { get; set; } = new();

    /// <summary>The time zones of the host.</summary>
    public IEnumerable<SelectListItem> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id == "UTC")
        .Order(StringComparer.Ordinal).Select(id => new SelectListItem(id.Replace('_', ' '), id));

    /// <summary>The languages one may offer.</summary>
    public IEnumerable<SelectListItem> Languages => Offered.Concat(Input.SupportedCultures).Distinct().Select(name => new SelectListItem(CultureInfo.GetCultureInfo(name).NativeName, name));

    /// <summary>Shows what is set.</summary>
    public async Task OnGetAsync()
    {
        var site = await sites.GetSiteSettingsAsync();
        var languages = site.As<LocalizationSettings>();
        Input = new GeneralForm
        {
            SiteName = site.SiteName, BaseUrl = site.BaseUrl, TimeZoneId = site.TimeZoneId, PageSize = site.PageSize, Accent = "#" + AccentColor.Of(site),
            Home = site.HomeRoute["Href"]?.ToString() ?? "", DefaultCulture = languages.DefaultCulture, SupportedCultures = languages.SupportedCultures,
        };
    }

    /// <summary>Keeps what is written.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Check();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        (site.SiteName, site.BaseUrl, site.TimeZoneId, site.PageSize) = (Input.SiteName.Trim(), Input.BaseUrl?.Trim() ?? "", Input.TimeZoneId, Input.PageSize);
        if (!string.IsNullOrWhiteSpace(Input.Home))
        {
            site.HomeRoute = new JsonObject { ["Href"] = Input.Home.Trim() };
        }
        else if (site.HomeRoute.ContainsKey("Href"))
        {
            site.HomeRoute = [];
        }

        site.Properties["Appearance"] = new JsonObject { ["AccentColor"] = AccentColor.Normalise(Input.Accent) };
        site.Put(new LocalizationSettings { DefaultCulture = Input.DefaultCulture, SupportedCultures = [.. Input.SupportedCultures.Prepend(Input.DefaultCulture).Distinct()] });
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(S["Saved."]);
        return RedirectToPage();
    }

    private void Check()
    {
        if (AccentColor.Normalise(Input.Accent) is null)
        {
            ModelState.AddModelError("Input.Accent", S["A colour is six hexadecimal digits, as #2b5c9e."]);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Input.TimeZoneId, out _))
        {
            ModelState.AddModelError("Input.TimeZoneId", S["Choose a time zone of the list."]);
        }

        if (!string.IsNullOrWhiteSpace(Input.Home) && !Url.IsLocalUrl(Input.Home))
        {
            ModelState.AddModelError("Input.Home", S["The home page is an address of this site, as /admin."]);
        }

        if (!string.IsNullOrWhiteSpace(Input.BaseUrl) && !WebAddress.Is(Input.BaseUrl))
        {
            ModelState.AddModelError("Input.BaseUrl", S["Write the whole address, as https://crm.example.org."]);
        }

        foreach (var unknown in Input.SupportedCultures.Append(Input.DefaultCulture).Where(name => !Offered.Contains(name) && !CultureInfo.GetCultures(CultureTypes.AllCultures).Any(culture => culture.Name == name)))
        {
            ModelState.AddModelError("Input.SupportedCultures", S["There is no language “{0}”.", unknown]);
        }
    }
}

/// <summary>What the page asks for.</summary>
public sealed class GeneralForm
{
    /// <summary>The name of the site.</summary>
    [StringLength(100, ErrorMessage = "This is too long: 100 characters at most.")]
    public string SiteName { get; set; } = "";

    /// <summary>Public address, for links in mail.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>IANA time zone.</summary>
    public string TimeZoneId { get; set; } = "UTC";

    /// <summary>Rows a page.</summary>
    [Range(10, 500, ErrorMessage = "Between 10 and 500.")]
    public int PageSize { get; set; } = 50;

    /// <summary>The accent colour.</summary>
    public string Accent { get; set; } = "";

    /// <summary>Where <c>/</c> leads; blank for the site's own home page.</summary>
    public string? Home { get; set; }

    /// <summary>The language of whoever asks for none.</summary>
    public string DefaultCulture { get; set; } = "en";

    /// <summary>The languages offered.</summary>
    public string[] SupportedCultures { get; set; } = [];
}
