using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Filters;

/// <summary>Moments as templates give them.</summary>
internal static class Moments
{
    /// <summary>The moment of a date value or a text, UTC when it says no zone; null when it is none. "now" and "today" are the present.</summary>
    internal static DateTimeOffset? Of(FluidValue value, LiquidContext context) => value.ToObjectValue() switch
    {
        DateTimeOffset moment => moment,
        DateTime date => new DateTimeOffset(date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : DateTime.SpecifyKind(date, DateTimeKind.Utc)),
        string text when text is "now" or "today" => context.Now(),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
        _ => null,
    };

    internal static DateTimeOffset? Local(FluidValue value, LiquidContext context)
        => Of(value, context) is { } moment ? TimeZoneInfo.ConvertTime(moment, context.TimeZone) : null;
}

/// <summary>The moment in the site's time zone.</summary>
internal sealed class LocalFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(Moments.Local(input, context) is { } moment ? new DateTimeValue(moment) : NilValue.Instance);
}

/// <summary>The moment in universal time.</summary>
internal sealed class UtcFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(Moments.Of(input, context) is { } moment ? new DateTimeValue(moment.ToUniversalTime()) : NilValue.Instance);
}

/// <summary>The date in words of the page's language, in the site's zone: 24 décembre 2026.</summary>
internal sealed class LongDateFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue(Moments.Local(input, context) is { } moment ? moment.ToString(Pattern(context.CultureInfo), context.CultureInfo) : ""));

    private static string Pattern(CultureInfo culture) => culture.TwoLetterISOLanguageName == "fr" ? "d MMMM yyyy" : culture.DateTimeFormat.LongDatePattern.Replace("dddd, ", "", StringComparison.Ordinal).Replace("dddd ", "", StringComparison.Ordinal);
}

/// <summary>The date in figures of the page's language, in the site's zone: 24/12/2026.</summary>
internal sealed class ShortDateFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
        => new(new StringValue(Moments.Local(input, context)?.ToString("d", context.CultureInfo) ?? ""));
}
