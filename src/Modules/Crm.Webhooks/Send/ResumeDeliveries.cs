using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.Hosting;

namespace Crm.Webhooks.Send;

/// <summary>Sets the alarm for what waits as soon as the tenant's shell is there: after a restart too, when every tenant is woken once. A command of the console, which never starts as a host, sends nothing.</summary>
internal sealed class ResumeDeliveries(DeliveryDesk desk, JobAlarm<SendDeliveries> soon, IHostApplicationLifetime lifetime, TimeProvider time) : IModularTenantEvents
{
    public async Task ActivatedAsync()
    {
        if (await desk.NextUtcAsync(CancellationToken.None) is { } next)
        {
            lifetime.ApplicationStarted.Register(() => soon.In(next - time.GetUtcNow().UtcDateTime));
        }
    }
}
