using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ProbeModule;

/// <summary>Writes one note each time it runs; fails when it is told to.</summary>
[BackgroundTask(Title = "Note the time", Schedule = "30 3 * * *", Description = "Writes a note.")]
public sealed class NoteTheTime : IBackgroundTask
{
    /// <inheritdoc/>
    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var now = serviceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        await serviceProvider.GetRequiredService<ISession>().SaveAsync(new Note { Text = $"job {now:yyyy-MM-dd HH:mm}" });
        if (serviceProvider.GetRequiredService<IConfiguration>()["Probe:JobFails"] is "true")
        {
            throw new InvalidOperationException("The job was told to fail.");
        }
    }
}
