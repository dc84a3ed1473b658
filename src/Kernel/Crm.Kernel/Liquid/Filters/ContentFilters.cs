using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Liquid.Filters;

/// <summary>The title of a content item.</summary>
internal sealed class DisplayTextFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue((input.ToObjectValue() as ContentItem)?.DisplayText ?? ""));
}

/// <summary>The id of a content item.</summary>
internal sealed class ContentItemIdFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue((input.ToObjectValue() as ContentItem)?.ContentItemId ?? ""));
}

/// <summary>The value of a JSON text.</summary>
internal sealed class JsonParseFilter(IStringLocalizer<LiquidTemplates> localizer) : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
    {
        try
        {
            return new(FluidValue.Create(JsonNode.Parse(input.ToStringValue()), context.Options));
        }
        catch (JsonException)
        {
            throw new LiquidException(localizer["jsonparse was given a text that is not JSON."]);
        }
    }
}
