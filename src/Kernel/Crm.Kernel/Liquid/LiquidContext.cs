using Fluid;

namespace Crm.Kernel.Liquid;

/// <summary>What filters and objects see while a template renders.</summary>
public sealed class LiquidContext : TemplateContext
{
    private readonly long _deadline;
    private readonly TimeProvider _time;

    internal LiquidContext(TemplateOptions options, IServiceProvider services, TimeProvider time, TimeSpan timeLimit)
        : base(options)
    {
        Services = services;
        _time = time;
        _deadline = time.GetTimestamp() + (long)(timeLimit.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Services of the unit of work it renders in.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Names the template used that do not exist.</summary>
    internal HashSet<string> Unknown { get; } = [];

    internal void CheckTime()
    {
        if (_time.GetTimestamp() > _deadline)
        {
            throw new Limits.LiquidLimitException(Limits.LiquidLimit.Time);
        }
    }
}
