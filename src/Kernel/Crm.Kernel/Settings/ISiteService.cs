using System.Text.Json.Nodes;

namespace Crm.Kernel.Settings;

/// <summary>The tenant's settings.</summary>
public interface ISiteService
{
    /// <summary>The settings to read; shared.</summary>
    Task<SiteSettings> GetSiteSettingsAsync();

    /// <summary>The settings to change.</summary>
    Task<SiteSettings> LoadSiteSettingsAsync();

    /// <summary>Stores them with this unit of work.</summary>
    Task UpdateSiteSettingsAsync(SiteSettings site);
}

/// <summary>The site document, as in the <c>settings</c> step: known members here, every other section under <see cref="Properties"/>.</summary>
public sealed class SiteSettings
{
    /// <summary>The name of the site.</summary>
    public string SiteName { get; set; } = "";

    /// <summary>IANA time zone.</summary>
    public string TimeZoneId { get; set; } = "Europe/Paris";

    /// <summary>Public address, for links in mail; blank to take it from the request.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Rows a page.</summary>
    public int PageSize { get; set; } = 50;

    /// <summary>At most so many rows a page.</summary>
    public int MaxPageSize { get; set; } = 500;

    /// <summary>The user id that passes every check.</summary>
    public string SuperUser { get; set; } = "";

    /// <summary>Where <c>/</c> leads: route values as in Orchard.</summary>
    public JsonObject HomeRoute { get; set; } = [];

    /// <summary>Every other section by name, kept word for word.</summary>
    public JsonObject Properties { get; set; } = [];
}
