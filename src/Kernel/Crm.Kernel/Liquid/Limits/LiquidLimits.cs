using Fluid;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Limits;

/// <summary>How much a template may do, so that an endless one ends with a sentence.</summary>
internal static class LiquidLimits
{
    internal const int Steps = 200_000;
    internal const int Range = 10_000;
    internal const int Characters = 4 * 1024 * 1024;
    internal const int Depth = 50;
    internal static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    /// <summary>Puts the clock and the length of texts before every filter, assignment and capture.</summary>
    internal static void Apply(TemplateOptions options)
    {
        options.MaxSteps = Steps;
        options.MaxRecursion = Depth;
        options.Assigned = (_, value, context) => new(Checked(value, context));
        options.Captured = (_, value, context) => new(Checked(value, context));
        foreach (var (name, filter) in options.Filters.ToList())
        {
            options.Filters.AddFilter(name, async (input, arguments, context) =>
            {
                (context as LiquidContext)?.CheckTime();
                return Checked(await filter(input, arguments, context), context);
            });
        }
    }

    private static FluidValue Checked(FluidValue value, TemplateContext context)
    {
        (context as LiquidContext)?.CheckTime();
        return value is StringValue && value.ToStringValue().Length > Characters ? throw new LiquidLimitException(LiquidLimit.Text) : value;
    }
}
