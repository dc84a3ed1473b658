using Fluid;

namespace Crm.Kernel.Liquid;

/// <summary>A filter by name.</summary>
internal sealed record LiquidFilterRegistration(string Name, Type Type);

/// <summary>An object by name.</summary>
internal sealed record LiquidObjectRegistration(string Name, Type Type);

/// <summary>Further settings of the tenant's options: members of a module's classes.</summary>
internal sealed record LiquidSetup(Action<TemplateOptions> Apply);
