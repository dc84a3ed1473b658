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

    /// <summary>The same for work that answers nothing.</summary>
    public static Task InBackgroundAsync(IServiceScopeFactory scopes, Func<IServiceProvider, Task> work) => InBackgroundAsync(scopes, async services =>
    {
        await work(services);
        return true;
    });

    /// <summary>Reads in the background, in a scope of its own: its session refuses to save.</summary>
    public static async Task<T> ReadInBackgroundAsync<T>(IServiceScopeFactory scopes, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<ChangeContext>();
        (context.IsBackground, context.IsReadOnly) = (true, true);
        return await work(scope.ServiceProvider);
    }

    /// <summary>Works in the background, in a scope and a unit of work of its own: people who wait for the write gate go first.</summary>
    public static async Task<T> InBackgroundAsync<T>(IServiceScopeFactory scopes, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ChangeContext>().IsBackground = true;
        T result = default!;
        await RunAsync(scope.ServiceProvider, async () => result = await work(scope.ServiceProvider));
        return result;
    }
}
