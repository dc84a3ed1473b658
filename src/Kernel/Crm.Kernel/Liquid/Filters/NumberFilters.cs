using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Filters;

/// <summary><c>{{ 1234.56 | money: "EUR" }}</c> in the manner of the page's language: 1 234,56 €. Without a currency, the one of its country.</summary>
internal sealed class MoneyFilter : ILiquidFilter
{
    private static readonly Lazy<Dictionary<string, string>> Symbols = new(() => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name)).DistinctBy(region => region.ISOCurrencySymbol).ToDictionary(region => region.ISOCurrencySymbol, region => region.CurrencySymbol));

    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
    {
        var format = (NumberFormatInfo)context.CultureInfo.NumberFormat.Clone();
        var currency = arguments.At(0).ToStringValue();
        if (currency.Length > 0)
        {
            format.CurrencySymbol = currency is "EUR" ? "€" : Symbols.Value.GetValueOrDefault(currency, currency);
        }

        return new(new StringValue(input.ToNumberValue().ToString("C", format).Replace(' ', '\u00a0')));
    }
}

/// <summary><c>{{ 1234.5 | number: 2 }}</c> in the manner of the page's language.</summary>
internal sealed class NumberFilter : ILiquidFilter
{
    public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
    {
        var number = input.ToNumberValue();
        var decimals = arguments.At(0).IsNil() ? (number == decimal.Truncate(number) ? 0 : 2) : (int)Math.Clamp(arguments.At(0).ToNumberValue(), 0, 10);
        return new(new StringValue(number.ToString($"N{decimals}", context.CultureInfo)));
    }
}
