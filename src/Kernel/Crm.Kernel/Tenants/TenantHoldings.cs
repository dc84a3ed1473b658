using System.Collections.Concurrent;

namespace Crm.Kernel.Tenants;

/// <summary>What a module keeps open for a tenant beyond the life of its shells: a search index, a warehouse file. See <see cref="TenantHoldings"/>.</summary>
public interface ITenantHolding
{
    /// <summary>Closes every file; it is opened again when somebody asks. Called when the tenant has no shell any more, and may be called while the last users leave.</summary>
    void Release();
}

/// <summary>
/// What modules keep for tenants, one of each class and tenant: the two shells that live during a rebuild share it, and it stays the same object for as long as the host
/// lives, so that a file that allows one writer never has two. A host singleton. What is kept must not be disposable: a container that got it would dispose it.
/// </summary>
public sealed class TenantHoldings
{
    private readonly ConcurrentDictionary<(string Tenant, Type Type), Lazy<ITenantHolding>> _held = new();

    /// <summary>The tenant's, made at the first call.</summary>
    public T Get<T>(ShellSettings settings, Func<T> make) where T : class, ITenantHolding
        => (T)_held.GetOrAdd((settings.Name.ToLowerInvariant(), typeof(T)), _ => new Lazy<ITenantHolding>(make)).Value;

    /// <summary>Closes what is kept for the tenant.</summary>
    internal void Release(string tenant)
    {
        var name = tenant.ToLowerInvariant();
        foreach (var (key, held) in _held)
        {
            if (key.Tenant == name && held.IsValueCreated)
            {
                held.Value.Release();
            }
        }
    }
}
