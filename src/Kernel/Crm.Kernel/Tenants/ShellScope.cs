using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tenants;

/// <summary>
/// One unit of work in a tenant outside a request (a job, a command, a recipe step). <see cref="UsingAsync"/> commits the
/// <c>ISession</c> when the work ends well and cancels it when it throws.
/// </summary>
public sealed class ShellScope : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly Func<ValueTask> _leave;

    internal ShellScope(ShellSettings settings, AsyncServiceScope scope, Func<ValueTask> leave)
    {
        Settings = settings;
        _scope = scope;
        _leave = leave;
    }

    /// <summary>The tenant.</summary>
    public ShellSettings Settings { get; }

    /// <summary>The services of this unit of work.</summary>
    public IServiceProvider ServiceProvider => _scope.ServiceProvider;

    /// <summary>Runs the work and commits; on an exception nothing of it is kept. The scope is spent afterwards.</summary>
    public async Task UsingAsync(Func<IServiceProvider, Task> work)
    {
        await using (this)
        {
            await UnitOfWork.RunAsync(ServiceProvider, () => work(ServiceProvider));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _leave();
    }
}
