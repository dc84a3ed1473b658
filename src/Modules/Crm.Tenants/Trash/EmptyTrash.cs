using Crm.Kernel.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tenants.Trash;

[BackgroundTask(Title = "Empty the trash of tenants", Schedule = "15 3 * * *", Description = "Throws away tenants that were deleted 30 days ago.")]
internal sealed class EmptyTrash : IBackgroundTask
{
    public Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
        => serviceProvider.GetRequiredService<TenantTrash>().EmptyAsync(cancellationToken);
}
