using System.Security.Cryptography;
using System.Text;

namespace Crm.Kernel.Users;

/// <summary>Lock-out and the second factor.</summary>
internal sealed partial class UserStore
{
    private const string Own = "[AspNetUserStore]";
    private const string Key = "AuthenticatorKey";
    private const string Codes = "RecoveryCodes";

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(User user, CancellationToken cancellationToken)
        => Task.FromResult<DateTimeOffset?>(user.LockoutEndUtc is { } end ? new DateTimeOffset(DateTime.SpecifyKind(end, DateTimeKind.Utc)) : null);

    public Task SetLockoutEndDateAsync(User user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockoutEndUtc = lockoutEnd?.UtcDateTime);

    public Task<int> IncrementAccessFailedCountAsync(User user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(User user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.IsLockoutEnabled);

    public Task SetLockoutEnabledAsync(User user, bool enabled, CancellationToken cancellationToken) => Set(() => user.IsLockoutEnabled = enabled);

    public Task SetTwoFactorEnabledAsync(User user, bool enabled, CancellationToken cancellationToken) => Set(() => user.TwoFactorEnabled = enabled);

    public Task<bool> GetTwoFactorEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorEnabled);

    public Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) => Set(() => Put(user, Key, key));

    public Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) => Task.FromResult(Get(user, Key));

    public Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
        => Set(() => Put(user, Codes, string.Join(';', recoveryCodes.Select(Hash))));

    public Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var codes = Split(user);
        if (!codes.Remove(Hash(code)))
        {
            return Task.FromResult(false);
        }

        Put(user, Codes, string.Join(';', codes));
        return Task.FromResult(true);
    }

    public Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) => Task.FromResult(Split(user).Count);

    private static List<string> Split(User user) => [.. (Get(user, Codes) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));

    private static string? Get(User user, string name) => user.UserTokens.Find(token => token.LoginProvider == Own && token.Name == name)?.Value;

    private static void Put(User user, string name, string? value)
    {
        user.UserTokens.RemoveAll(token => token.LoginProvider == Own && token.Name == name);
        user.UserTokens.Add(new UserToken { LoginProvider = Own, Name = name, Value = value });
    }
}
