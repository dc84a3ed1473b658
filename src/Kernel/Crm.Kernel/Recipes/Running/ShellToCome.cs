using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Running;

/// <summary>
/// The tenant's container as it will be when the features of a recipe's earlier steps are on: made aside, for the check alone, so that steps of features to
/// come are known and looked at by their own handlers. It is never activated and serves nobody.
/// </summary>
internal sealed class ShellToCome(ShellContainer container, ShellFeatures features, ShellSettings tenant) : IAsyncDisposable
{
    private ServiceProvider? _services;
    private AsyncServiceScope? _scope;

    /// <summary>Services of a scope of the tenant with those features on.</summary>
    internal async Task<IServiceProvider> WithAsync(IEnumerable<string> featureIds)
    {
        await DisposeAsync();
        var on = features.Close(tenant, featureIds);
        _services = container.Build(tenant, on, container.CreateStartups(tenant, on));
        _scope = _services.CreateAsyncScope();
        return _scope.Value.ServiceProvider;
    }

    public async ValueTask DisposeAsync()
    {
        if (_scope is { } scope)
        {
            await scope.DisposeAsync();
        }

        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        (_scope, _services) = (null, null);
    }
}
