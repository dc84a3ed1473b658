using Crm.Kernel.Files;
using Crm.Kernel.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Media.Trash;

[BackgroundTask(Title = "Empty the trash of media", Schedule = "45 3 * * *", Description = "Throws away media deleted 30 days ago, and uploads that never became whole.")]
internal sealed class EmptyMediaTrash : IBackgroundTask
{
    public Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        serviceProvider.GetRequiredService<MediaTrash>().Empty();
        serviceProvider.GetRequiredService<MediaStage>().Sweep(serviceProvider.GetRequiredService<TimeProvider>());
        return Task.CompletedTask;
    }
}
