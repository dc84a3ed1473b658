using System.Collections.Concurrent;

namespace Crm.Users.SigningIn;

/// <summary>How fast one may guess: thirty wrong tries a minute from an address, ten a minute for a name, whoever asks. Right ones do not count.</summary>
internal sealed class SignInPace(TimeProvider time)
{
    private const int FromAnAddress = 30;
    private const int ForAName = 10;

    private readonly ConcurrentDictionary<string, int> _tries = new();
    private long _minute;

    /// <summary>Counts a try before it is made, so that a hundred at once do not slip through.</summary>
    public bool Allows(string address, string name)
    {
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
        {
            _tries.Clear();
        }

        var byAddress = _tries.AddOrUpdate(AddressKey(address), 1, (_, count) => count + 1);
        var byName = _tries.AddOrUpdate(NameKey(name), 1, (_, count) => count + 1);
        return byAddress <= FromAnAddress && byName <= ForAName;
    }

    /// <summary>The try was right.</summary>
    public void Forgive(string address, string name)
    {
        _tries.AddOrUpdate(AddressKey(address), 0, (_, count) => Math.Max(0, count - 1));
        _tries.AddOrUpdate(NameKey(name), 0, (_, count) => Math.Max(0, count - 1));
    }

    private static string AddressKey(string address) => "from " + address;

    private static string NameKey(string name) => "for " + name.Trim().ToUpperInvariant();
}
