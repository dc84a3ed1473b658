using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Kernel.Users;

/// <summary>A key with which a program speaks for an account; a document. Only its hash is kept.</summary>
public sealed class ApiToken
{
    /// <summary>26 characters.</summary>
    public string TokenId { get; set; } = "";

    /// <summary>For whom it speaks.</summary>
    public string UserId { get; set; } = "";

    /// <summary>What it is for, in its owner's words.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256, hexadecimal.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>The rights it is limited to, by name; none means all of its user's.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>Since.</summary>
    public DateTime CreatedUtc { get; set; }

    /// <summary>Until; null for no end.</summary>
    public DateTime? ExpiresUtc { get; set; }

    internal static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>A token's columns.</summary>
public sealed class ApiTokenIndex : MapIndex
{
    /// <summary>SHA-256.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>Id.</summary>
    public string TokenId { get; set; } = "";

    /// <summary>Whose.</summary>
    public string UserId { get; set; } = "";
}

internal sealed class ApiTokenIndexProvider : IndexProvider<ApiToken>
{
    public override void Describe(DescribeContext<ApiToken> context)
        => context.For<ApiTokenIndex>().Map(token => new ApiTokenIndex { TokenHash = token.TokenHash, TokenId = token.TokenId, UserId = token.UserId });
}

/// <summary>The API tokens of accounts.</summary>
public sealed class ApiTokens(ISession session, TimeProvider time)
{
    /// <summary>Makes a token; the text returned is shown once and cannot be had again.</summary>
    public async Task<(ApiToken Token, string Text)> CreateAsync(string userId, string name, IEnumerable<string> scopes, DateTime? expiresUtc)
    {
        var text = "crm_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var token = new ApiToken
        {
            TokenId = ContentId.New(), UserId = userId, Name = name, TokenHash = ApiToken.Hash(text), Scopes = [.. scopes],
            CreatedUtc = time.GetUtcNow().UtcDateTime, ExpiresUtc = expiresUtc,
        };
        await session.SaveAsync(token);
        return (token, text);
    }

    /// <summary>The tokens of an account, newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(string userId)
        => [.. (await session.Query<ApiToken, ApiTokenIndex>(row => row.UserId == userId).ListAsync()).OrderByDescending(token => token.CreatedUtc)];

    /// <summary>Takes a token of an account back; false when it has none of that id.</summary>
    public async Task<bool> RevokeAsync(string userId, string tokenId)
    {
        var token = await session.Query<ApiToken, ApiTokenIndex>(row => row.TokenId == tokenId && row.UserId == userId).FirstOrDefaultAsync();
        if (token is not null)
        {
            session.Delete(token);
        }

        return token is not null;
    }

    internal async Task<ApiToken?> FindAsync(string text)
    {
        var hash = ApiToken.Hash(text);
        var token = await session.Query<ApiToken, ApiTokenIndex>(row => row.TokenHash == hash).FirstOrDefaultAsync();
        return token?.ExpiresUtc is { } end && end <= time.GetUtcNow().UtcDateTime ? null : token;
    }
}
