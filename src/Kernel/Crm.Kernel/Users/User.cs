using System.Text.Json.Nodes;

namespace Crm.Kernel.Users;

/// <summary>An account; a document whose members are Orchard's. A person of the CRM is a content item, never a <see cref="User"/>.</summary>
public sealed class User
{
    /// <summary>26 characters, made as content ids are.</summary>
    public string UserId { get; set; } = "";

    /// <summary>The name to sign in with.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The name in capitals, unique.</summary>
    public string NormalizedUserName { get; set; } = "";

    /// <summary>E-mail address; may sign in with it too.</summary>
    public string Email { get; set; } = "";

    /// <summary>The address in capitals, unique.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>Whether the address was proven.</summary>
    public bool EmailConfirmed { get; set; }

    /// <summary>PBKDF2; null while the invitation is open.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with every change of credentials; cookies that carry another one are refused.</summary>
    public string? SecurityStamp { get; set; }

    /// <summary>Telephone.</summary>
    public string? PhoneNumber { get; set; }

    /// <summary>Whether the number was proven.</summary>
    public bool PhoneNumberConfirmed { get; set; }

    /// <summary>Whether signing in asks for a code of the authenticator app.</summary>
    public bool TwoFactorEnabled { get; set; }

    /// <summary>A disabled account is out within seconds and may not sign in.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Whether wrong passwords lock the account.</summary>
    public bool IsLockoutEnabled { get; set; } = true;

    /// <summary>Locked until, UTC.</summary>
    public DateTime? LockoutEndUtc { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>Hash of the open one-time link's nonce; null when none is open.</summary>
    public string? ResetToken { get; set; }

    /// <summary>The roles by name.</summary>
    public List<string> RoleNames { get; set; } = [];

    /// <summary>Claims of the account itself.</summary>
    public List<UserClaim> UserClaims { get; set; } = [];

    /// <summary>Sign-ins at other places, kept for recipes.</summary>
    public List<UserLogin> LoginInfos { get; set; } = [];

    /// <summary>The authenticator's key and the recovery codes' hashes.</summary>
    public List<UserToken> UserTokens { get; set; } = [];

    /// <summary>Every other section by name, kept word for word.</summary>
    public JsonObject Properties { get; set; } = [];

    /// <summary>The name shown: full name, or the name to sign in with.</summary>
    public string ShownName() => Profile("FullName") is { Length: > 0 } name ? name : UserName;

    /// <summary>The language chosen ("fr"), or null for the site's.</summary>
    public string? Language() => Profile("Language");

    /// <summary>The IANA time zone chosen, or null for the site's.</summary>
    public string? TimeZone() => (Properties["UserTimeZone"] as JsonObject)?["TimeZoneId"]?.GetValue<string>();

    /// <summary>Sets the time zone; null or blank for the site's.</summary>
    public void SetTimeZone(string? timeZoneId)
    {
        if (string.IsNullOrEmpty(timeZoneId))
        {
            Properties.Remove("UserTimeZone");
        }
        else
        {
            Properties["UserTimeZone"] = new JsonObject { ["TimeZoneId"] = timeZoneId };
        }
    }

    /// <summary>Sets the full name and the language.</summary>
    public void SetProfile(string? fullName, string? language)
    {
        var profile = Properties["UserProfile"] as JsonObject ?? [];
        profile["FullName"] = fullName;
        profile["Language"] = language;
        Properties["UserProfile"] = profile;
    }

    private string? Profile(string member) => (Properties["UserProfile"] as JsonObject)?[member]?.GetValue<string>();
}

/// <summary>A claim of an account.</summary>
public sealed class UserClaim
{
    /// <summary>Type.</summary>
    public string ClaimType { get; set; } = "";

    /// <summary>Value.</summary>
    public string ClaimValue { get; set; } = "";
}

/// <summary>A sign-in at another place.</summary>
public sealed class UserLogin
{
    /// <summary>Where.</summary>
    public string LoginProvider { get; set; } = "";

    /// <summary>Who there.</summary>
    public string ProviderKey { get; set; } = "";

    /// <summary>Name shown.</summary>
    public string? ProviderDisplayName { get; set; }
}

/// <summary>A value kept for an account by name.</summary>
public sealed class UserToken
{
    /// <summary>Whose.</summary>
    public string LoginProvider { get; set; } = "";

    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Value.</summary>
    public string? Value { get; set; }
}
