namespace Crm.Kernel.Liquid.Limits;

/// <summary>A rendering went over one of its limits.</summary>
internal sealed class LiquidLimitException(LiquidLimit limit) : Exception
{
    internal LiquidLimit Limit { get; } = limit;
}

internal enum LiquidLimit
{
    Time,
    Output,
    Text,
    Range,
}
