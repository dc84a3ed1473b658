using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Following;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Jobs;

/// <summary>
/// Lets the followers of a tenant follow: at once after a commit of this process, from time to time for what others committed. One node at a time, but for those that follow on
/// every node.
/// </summary>
internal sealed class FollowerPump(ShellHost host, TenantStores stores, TimeProvider time)
{
    private const string Lock = "followers";
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    // While many commits keep coming, as in an import, followers wait for a handful: a step for each costs more than the import itself.
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(300);
    private const int RoundsAtOnce = 2;

    private readonly string _owner = LockOwner.New();
    private readonly ConditionalWeakTable<TenantStore, object> _heard = [];
    private readonly ConcurrentDictionary<string, bool> _signals = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, DateTime> _lookedUtc = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, DateTime> _leasedUtc = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Told of a commit, on a thread of its own.</summary>
    public event Action<ShellSlot>? Signalled;

    /// <summary>Whether there was a commit that no round of the followers has begun after.</summary>
    public bool IsSignalled(ShellSlot slot) => _signals.ContainsKey(slot.Settings.Name);

    /// <summary>Whether the tenant's followers have something to look at.</summary>
    public bool IsDue(ShellSlot slot)
    {
        Hear(slot);
        return IsSignalled(slot)
            || (slot.Current is not null && time.GetUtcNow().UtcDateTime - _lookedUtc.GetValueOrDefault(slot.Settings.Name) > s_look);
    }

    /// <summary>Follows until nothing is left, unless another node does. The tenant is woken for it.</summary>
    public async Task FollowAsync(ShellSlot slot, CancellationToken cancellationToken)
    {
        Hear(slot);
        var tenant = slot.Settings.Name;
        _signals.TryRemove(tenant, out _);
        _lookedUtc[tenant] = time.GetUtcNow().UtcDateTime;
        await host.VisitAsync(slot, async shell =>
        {
            var known = shell.Services.GetRequiredService<IServiceProviderIsService>();
            var (onNode, once) = (known.IsService(typeof(INodeFollower)), known.IsService(typeof(IChangeFollower)));
            for (var round = 1; ; round++)
            {
                var began = Stopwatch.GetTimestamp();
                var done = onNode ? await RunAsync(shell, services => services.GetRequiredService<NodeFollowerRunner>().RunAsync(cancellationToken)) : FollowerRound.Nothing;
                done |= once && await HoldsLeaseAsync(shell) ? await RunAsync(shell, services => services.GetRequiredService<FollowerRunner>().FollowAsync(cancellationToken)) : FollowerRound.Nothing;
                if (done == FollowerRound.Nothing)
                {
                    return;
                }

                var rest = s_gather - Stopwatch.GetElapsedTime(began);
                if (round >= RoundsAtOnce && done == FollowerRound.Many && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, cancellationToken);
                }
            }
        });
    }

    // Renewed when half of it is gone, so that a commit costs no write of its own for the lock.
    private async Task<bool> HoldsLeaseAsync(ShellContext shell)
    {
        var tenant = shell.Settings.Name;
        var now = time.GetUtcNow().UtcDateTime;
        if (_leasedUtc.TryGetValue(tenant, out var until) && until - now > s_lease / 2)
        {
            return true;
        }

        var held = await RunAsync(shell, services => services.GetRequiredService<TenantLocks>().TryTakeAsync(Lock, _owner, s_lease));
        _leasedUtc[tenant] = held ? now + s_lease : default;
        return held;
    }

    private static async Task<T> RunAsync<T>(ShellContext shell, Func<IServiceProvider, Task<T>> work) where T : struct
    {
        await using var scope = shell.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ChangeContext>().IsBackground = true;
        var result = default(T);
        await UnitOfWork.RunAsync(scope.ServiceProvider, async () => result = await work(scope.ServiceProvider));
        return result;
    }

    private void Hear(ShellSlot slot)
    {
        var store = stores.Get(slot.Settings);
        if (_heard.TryAdd(store, slot))
        {
            store.Committed += () =>
            {
                _signals[slot.Settings.Name] = true;
                ThreadPool.UnsafeQueueUserWorkItem(_ => Signalled?.Invoke(slot), null);
            };
        }
    }
}
