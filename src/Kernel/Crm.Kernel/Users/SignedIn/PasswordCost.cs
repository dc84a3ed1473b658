using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Users;

/// <summary>How dear it is to try a password (PBKDF2 with HMAC-SHA512). A hash made with fewer rounds is made anew when its owner signs in.</summary>
/// <param name="rounds">Rounds of the hash, at least 1. No setting says it: a host that hashes cheaply is built so on purpose, as tests are.</param>
public sealed class PasswordCost(int rounds = PasswordCost.Recommended)
{
    /// <summary>What the OWASP Password Storage Cheat Sheet asks of this hash.</summary>
    public const int Recommended = 210_000;

    private readonly Lazy<string> _nobodysHash = new(() =>
        new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = rounds })).HashPassword(new User(), Guid.NewGuid().ToString()));

    /// <summary>Rounds of the hash.</summary>
    public int Rounds { get; } = rounds;

    /// <summary>A hash that no password meets: to check against it takes as long as for a name that exists.</summary>
    internal string NobodysHash => _nobodysHash.Value;
}
