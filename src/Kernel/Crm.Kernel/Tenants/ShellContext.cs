using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>A built tenant: its container and its pipeline. Lives until it is retired and its last user has left.</summary>
internal sealed class ShellContext(ShellSettings settings, ServiceProvider services, IReadOnlyList<FeatureInfo> features, RequestDelegate pipeline)
{
    private int _users = 1; // one for being in use as the tenant's shell
    private int _retired;

    public ShellSettings Settings { get; } = settings;

    public IServiceProvider Services { get; } = services;

    /// <summary>The features that are on, in order.</summary>
    public IReadOnlyList<FeatureInfo> Features { get; } = features;

    public RequestDelegate Pipeline { get; } = pipeline;

    /// <summary>Called once, after the shell has closed.</summary>
    public Func<Task> Closed { get; set; } = () => Task.CompletedTask;

    /// <summary>Counts a user in; false when the shell is already gone.</summary>
    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public ValueTask LeaveAsync() => Interlocked.Decrement(ref _users) == 0 ? CloseAsync() : ValueTask.CompletedTask;

    /// <summary>No longer the tenant's shell: closes when its last user leaves.</summary>
    public ValueTask RetireAsync() => Interlocked.Exchange(ref _retired, 1) == 0 ? LeaveAsync() : ValueTask.CompletedTask;

    private async ValueTask CloseAsync()
    {
        try
        {
            await using (services)
            {
                await using var scope = services.CreateAsyncScope();
                foreach (var events in scope.ServiceProvider.GetServices<IModularTenantEvents>().Reverse())
                {
                    await events.TerminatedAsync();
                }
            }
        }
        finally
        {
            await Closed();
        }
    }
}
