using Crm.Kernel.Data;

namespace Crm.Kernel.Users;

/// <summary>An account's columns.</summary>
public sealed class UserIndex : MapIndex
{
    /// <summary>The user's id.</summary>
    public string UserId { get; set; } = "";

    /// <summary>The name in capitals.</summary>
    public string NormalizedUserName { get; set; } = "";

    /// <summary>The address in capitals.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>The name shown in capitals; sorts and searches the list.</summary>
    public string NormalizedShownName { get; set; } = "";

    /// <summary>Whether it may sign in.</summary>
    public bool IsEnabled { get; set; }

    /// <summary>Whether a password was set; without one the invitation is still open.</summary>
    public bool HasPassword { get; set; }

    /// <summary>Locked until, UTC.</summary>
    public DateTime? LockoutEndUtc { get; set; }
}

/// <summary>A role of an account.</summary>
public sealed class UserByRoleNameIndex : MapIndex
{
    /// <summary>The role's name in capitals.</summary>
    public string RoleName { get; set; } = "";
}

/// <summary>A claim of an account.</summary>
public sealed class UserByClaimIndex : MapIndex
{
    /// <summary>Type.</summary>
    public string ClaimType { get; set; } = "";

    /// <summary>Value.</summary>
    public string ClaimValue { get; set; } = "";
}

internal sealed class UserIndexProvider : IndexProvider<User>
{
    public override void Describe(DescribeContext<User> context)
    {
        context.For<UserIndex>().Map(user => new UserIndex
        {
            UserId = user.UserId,
            NormalizedUserName = user.NormalizedUserName,
            NormalizedEmail = user.NormalizedEmail,
            NormalizedShownName = user.ShownName().ToUpperInvariant(),
            IsEnabled = user.IsEnabled,
            HasPassword = user.PasswordHash is not null,
            LockoutEndUtc = user.LockoutEndUtc,
        });
        context.For<UserByRoleNameIndex>().Map(user => user.RoleNames.Select(role => new UserByRoleNameIndex { RoleName = role.ToUpperInvariant() }));
        context.For<UserByClaimIndex>().Map(user => user.UserClaims.Select(claim => new UserByClaimIndex { ClaimType = claim.ClaimType, ClaimValue = claim.ClaimValue }));
    }
}

internal sealed class UserMigrations : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<UserIndex>(table => table
            .WithLength(user => user.UserId, 26)
            .HasIndex(user => user.UserId, unique: true)
            .HasIndex(user => user.NormalizedUserName, unique: true)
            .HasIndex(user => user.NormalizedEmail)
            .HasIndex(user => new { user.NormalizedShownName, user.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<UserByRoleNameIndex>(table => table.HasIndex(role => new { role.RoleName, role.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<UserByClaimIndex>(table => table.HasIndex(claim => new { claim.ClaimType, claim.ClaimValue, claim.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<ApiTokenIndex>(table => table
            .HasIndex(token => token.TokenHash, unique: true)
            .HasIndex(token => token.UserId));
        await SchemaBuilder.CreateTableAsync<UserSession>(table => table.HasIndex(session => session.UserId));
        await SchemaBuilder.CreateTableAsync<LastSeen>();
        return 1;
    }
}
