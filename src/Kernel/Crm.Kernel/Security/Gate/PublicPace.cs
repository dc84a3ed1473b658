using System.Collections.Concurrent;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.Configuration;

namespace Crm.Kernel.Security;

/// <summary>
/// How often an address may send something to endpoints that are open to everybody (sign-in, setup, links): setting <c>Crm_Public:PostsPerMinute</c> of the tenant, 300
/// when it says nothing. What guesses at passwords is slowed down further by the sign-in itself.
/// </summary>
internal sealed class PublicPace(IShellConfiguration configuration, TimeProvider time)
{
    private readonly int _aMinute = configuration.GetValue("Crm_Public:PostsPerMinute", 300);
    private readonly ConcurrentDictionary<string, int> _sent = new();
    private long _minute;

    /// <summary>Counts one and says whether it is still within the pace.</summary>
    public bool Allows(string address)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
        {
            _sent.Clear();
        }

        return _sent.AddOrUpdate(address, 1, (_, count) => count + 1) <= _aMinute;
    }
}
