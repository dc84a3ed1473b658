using System.Text;
using System.Text.Encodings.Web;
using Crm.Kernel.Files;
using Crm.Kernel.Liquid;
using Fluid;
using Fluid.Values;
using Microsoft.AspNetCore.Http;

namespace Crm.Media.Templates;

/// <summary><c>{{ "deals/logo.png" | asset_url }}</c>: where a file of the media is had, with the tenant's prefix.</summary>
internal sealed class AssetUrlFilter(IHttpContextAccessor accessor) : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue($"{accessor.HttpContext?.Request.PathBase}{MediaPath.Address(input.ToStringValue().TrimStart('~', '/'))[1..]}"));
}

/// <summary><c>{{ "logo.png" | asset_url | img_tag: alt: "Our logo", class: "logo" }}</c>: a picture; without <c>alt</c> it says nothing to who cannot see it.</summary>
internal sealed class ImgTagFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
    {
        var html = new StringBuilder("<img src=\"").Append(HtmlEncoder.Default.Encode(input.ToStringValue())).Append('"');
        var names = arguments.Names.Select(name => name.Replace('_', '-')).ToList();
        foreach (var (name, value) in names.Zip(arguments.Names.Select(name => arguments[name].ToStringValue())).Where(pair => IsPlain(pair.First)))
        {
            html.Append(' ').Append(name).Append("=\"").Append(HtmlEncoder.Default.Encode(value)).Append('"');
        }

        return new(new StringValue(html.Append(names.Contains("alt") ? " />" : " alt=\"\" />").ToString(), encode: false));
    }

    // Handlers (onload) and another source are no attributes of a picture's look.
    private static bool IsPlain(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterLower(letter) || letter == '-') && !name.StartsWith("on", StringComparison.Ordinal) && name is not ("src" or "srcset");
}
