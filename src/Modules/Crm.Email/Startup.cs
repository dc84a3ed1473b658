using Crm.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
    }
}
