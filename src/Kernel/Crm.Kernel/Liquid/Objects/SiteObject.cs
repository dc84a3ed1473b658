using System.Globalization;
using Crm.Kernel.Settings;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Objects;

/// <summary><c>Site</c>: its name, zone, address and sections.</summary>
internal sealed class SiteObject(ISiteService sites) : ILiquidObject
{
    public async ValueTask<FluidValue?> GetAsync(string member, LiquidContext context)
    {
        var site = await sites.GetSiteSettingsAsync();
        return member switch
        {
            nameof(site.SiteName) => new StringValue(site.SiteName),
            nameof(site.TimeZoneId) => new StringValue(site.TimeZoneId),
            nameof(site.BaseUrl) => new StringValue(site.BaseUrl),
            nameof(site.PageSize) => NumberValue.Create(site.PageSize),
            nameof(site.Properties) => FluidValue.Create(site.Properties, context.Options),
            _ => null,
        };
    }
}

/// <summary><c>Culture</c>: the language of the page.</summary>
internal sealed class CultureObject : ILiquidObject
{
    public ValueTask<FluidValue?> GetAsync(string member, LiquidContext context)
    {
        var culture = CultureInfo.CurrentUICulture;
        return new(member switch
        {
            "Name" => new StringValue(culture.Name),
            "Dir" => new StringValue(culture.TextInfo.IsRightToLeft ? "rtl" : "ltr"),
            _ => null,
        });
    }
}
