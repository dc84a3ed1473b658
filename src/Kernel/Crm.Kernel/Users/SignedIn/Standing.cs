using System.Collections.Concurrent;
using System.Security.Claims;

namespace Crm.Kernel.Users;

/// <summary>What an account is at this moment: what a cookie or a token is measured against.</summary>
internal sealed record Standing(
    string UserId, string UserName, string ShownName, string? Stamp, bool IsEnabled, string? Language, IReadOnlyList<string> Roles,
    IReadOnlyList<UserClaim> Claims, IReadOnlySet<string> Sessions)
{
    /// <summary>The principal of this account with the claims that its cookie or token adds.</summary>
    public ClaimsPrincipal Principal(string authenticationType, params IEnumerable<Claim> added)
    {
        var identity = new ClaimsIdentity(authenticationType, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, UserId));
        identity.AddClaim(new Claim(ClaimTypes.Name, UserName));
        identity.AddClaim(new Claim(UserClaims.ShownName, ShownName));
        identity.AddClaim(new Claim(UserClaims.Stamp, Stamp ?? ""));
        if (Language is not null)
        {
            identity.AddClaim(new Claim(UserClaims.Language, Language));
        }

        identity.AddClaims(Claims.Select(claim => new Claim(claim.ClaimType, claim.ClaimValue)));
        identity.AddClaims(added);
        var seeAs = identity.FindFirst(UserClaims.SeeAs)?.Value;
        identity.AddClaims((seeAs is null ? Roles : [seeAs]).Select(role => new Claim(ClaimTypes.Role, role)));
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>Standings of the last seconds, so that a page does not ask the database who its reader is.</summary>
internal sealed class Standings(TimeProvider time)
{
    /// <summary>How long another node's change may stay unseen.</summary>
    private static readonly TimeSpan s_trust = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (Standing Standing, long At)> _kept = new();

    public Standing? Get(string userId)
        => _kept.TryGetValue(userId, out var kept) && time.GetElapsedTime(kept.At) < s_trust ? kept.Standing : null;

    public void Keep(Standing standing)
    {
        if (_kept.Count > 10_000)
        {
            _kept.Clear();
        }

        _kept[standing.UserId] = (standing, time.GetTimestamp());
    }

    public void Forget(string userId) => _kept.TryRemove(userId, out _);
}
