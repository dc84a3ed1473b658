using Fluid;
using Fluid.Values;
using Ganss.Xss;
using Markdig;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Liquid.Filters;

/// <summary><c>{{ "Père Noël" | slugify }}</c> gives <c>pere-noel</c>.</summary>
internal sealed class SlugifyFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context) => new(new StringValue(Slug.Of(input.ToStringValue())));
}

/// <summary>A name fit for a CSS class.</summary>
internal sealed class HtmlClassFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context) => new(new StringValue(Slug.Of(input.ToStringValue())));
}

/// <summary>HTML without scripts, given as it is.</summary>
internal sealed class SanitizeHtmlFilter : ILiquidFilter
{
    internal static readonly HtmlSanitizer Sanitizer = new();

    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue(Sanitizer.Sanitize(input.ToStringValue()), encode: false));
}

/// <summary>Markdown as HTML without scripts.</summary>
internal sealed class MarkdownifyFilter : ILiquidFilter
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().Build();

    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue(SanitizeHtmlFilter.Sanitizer.Sanitize(Markdown.ToHtml(input.ToStringValue(), Pipeline)), encode: false));
}

/// <summary><c>{{ "Hello {0}" | t: name }}</c> in the language of the page.</summary>
internal sealed class TranslateFilter(IStringLocalizer<LiquidTemplates> localizer) : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue(localizer[input.ToStringValue(), [.. arguments.Values.Select(value => value.ToObjectValue() ?? "")]]));
}
