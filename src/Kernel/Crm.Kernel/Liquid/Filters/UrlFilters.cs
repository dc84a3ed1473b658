using Crm.Kernel.Settings;
using Fluid;
using Fluid.Values;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Liquid.Filters;

/// <summary><c>{{ "~/contact" | href }}</c> with the tenant's prefix.</summary>
internal sealed class HrefFilter(IHttpContextAccessor accessor) : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue(WithPrefix(input.ToStringValue(), accessor.HttpContext?.Request)));

    internal static string WithPrefix(string path, HttpRequest? request) => path.StartsWith("~/", StringComparison.Ordinal) ? $"{request?.PathBase}{path[1..]}" : path;
}

/// <summary>The whole address of a path: the site's base address, else that of the request.</summary>
internal sealed class AbsoluteUrlFilter(IHttpContextAccessor accessor, ISiteService sites) : ILiquidFilter
{
    public async ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
    {
        var path = input.ToStringValue();
        if (Uri.TryCreate(path, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https")
        {
            return new StringValue(path);
        }

        var request = accessor.HttpContext?.Request;
        var site = (await sites.GetSiteSettingsAsync()).BaseUrl.TrimEnd('/');
        return new StringValue(site.Length > 0 ? site + "/" + path.TrimStart('~', '/')
            : request is null ? HrefFilter.WithPrefix(path, null)
            : $"{request.Scheme}://{request.Host}{HrefFilter.WithPrefix(path, request)}");
    }
}
