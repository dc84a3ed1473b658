using Crm.Kernel.Tenants;

namespace Crm.Kernel.Operations;

/// <summary>Takes up what was under way when the host stopped, as soon as the tenant's shell is there again.</summary>
internal sealed class ResumeOperations(IServiceProvider services, OperationPump pump, ShellSettings settings) : IModularTenantEvents
{
    public async Task ActivatedAsync()
    {
        if (await RunOperations.AnyAsync(services))
        {
            pump.Begin(settings);
        }
    }
}
