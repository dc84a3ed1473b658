using Fluid;
using Fluid.Values;

namespace Crm.Kernel.Liquid;

/// <summary>A filter a module adds. Register with <c>services.AddLiquidFilter&lt;T&gt;("name")</c>; resolved in the scope the template renders in.</summary>
public interface ILiquidFilter
{
    /// <summary>The value behind the bar.</summary>
    ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context);
}

/// <summary>An object a module adds, as <c>Site</c>. Register with <c>services.AddLiquidObject&lt;T&gt;("Name")</c>; resolved, when the template names it, in the scope it renders in.</summary>
public interface ILiquidObject
{
    /// <summary>The member of that name; null when the object has none.</summary>
    ValueTask<FluidValue?> GetAsync(string member, LiquidContext context);
}
