namespace Crm.Audit;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
}
