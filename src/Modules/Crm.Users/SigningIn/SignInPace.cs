using System.Threading.RateLimiting;

namespace Crm.Users.SigningIn;

/// <summary>How fast one may guess: thirty tries a minute from an address, ten a minute for a name, whoever asks.</summary>
internal sealed class SignInPace : IDisposable
{
    private readonly PartitionedRateLimiter<string> _addresses = Of(30);
    private readonly PartitionedRateLimiter<string> _names = Of(10);

    public bool Allows(string address, string name)
    {
        using var byAddress = _addresses.AttemptAcquire(address);
        using var byName = _names.AttemptAcquire(name.Trim().ToUpperInvariant());
        return byAddress.IsAcquired && byName.IsAcquired;
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _names.Dispose();
    }

    private static PartitionedRateLimiter<string> Of(int aMinute) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = aMinute, Window = TimeSpan.FromMinutes(1) }));
}
