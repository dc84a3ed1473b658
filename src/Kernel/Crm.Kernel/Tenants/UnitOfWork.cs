using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>The one place that commits or cancels a unit of work.</summary>
public static class UnitOfWork
{
    /// <summary>Runs the work, then commits the scope's session and does what waits for the commit; cancels and rethrows when the work throws.</summary>
    public static async Task RunAsync(IServiceProvider services, Func<Task> work)
    {
        var session = services.GetService<ISession>();
        var after = services.GetService<AfterCommit>();
        try
        {
            await work();
        }
        catch
        {
            after?.Forget();
            if (session is not null)
            {
                await session.CancelAsync();
            }

            throw;
        }

        if (session is not null)
        {
            await session.SaveChangesAsync();
        }

        if (after is not null)
        {
            await after.RunAsync();
        }
    }
}
