namespace Crm.Kernel.Users;

/// <summary>A role; its rights are claims of type <c>Permission</c>, as in Orchard.</summary>
public sealed class Role
{
    /// <summary>Claim type of a right.</summary>
    public const string PermissionClaim = "Permission";

    /// <summary>The role that may do everything, without a list.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Held by whoever is signed in.</summary>
    public const string Authenticated = "Authenticated";

    /// <summary>Held by everybody.</summary>
    public const string Anonymous = "Anonymous";

    /// <summary>Name.</summary>
    public string RoleName { get; set; } = "";

    /// <summary>Name in capitals, unique.</summary>
    public string NormalizedRoleName { get; set; } = "";

    /// <summary>One sentence.</summary>
    public string RoleDescription { get; set; } = "";

    /// <summary>Its claims.</summary>
    public List<RoleClaim> RoleClaims { get; set; } = [];

    /// <summary>Whether it cannot be removed.</summary>
    public static bool IsSystem(string name) => Same(name, Administrator) || Same(name, Authenticated) || Same(name, Anonymous);

    /// <summary>The rights it holds by name.</summary>
    public IEnumerable<string> PermissionNames() => RoleClaims.Where(claim => claim.ClaimType == PermissionClaim).Select(claim => claim.ClaimValue);

    /// <summary>Sets its rights; other claims stay.</summary>
    public void SetPermissions(IEnumerable<string> names)
    {
        RoleClaims.RemoveAll(claim => claim.ClaimType == PermissionClaim);
        RoleClaims.AddRange(names.Distinct().Order(StringComparer.Ordinal).Select(name => new RoleClaim { ClaimType = PermissionClaim, ClaimValue = name }));
    }

    /// <summary>Whether two role names mean one role.</summary>
    public static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A claim of a role.</summary>
public sealed class RoleClaim
{
    /// <summary>Type.</summary>
    public string ClaimType { get; set; } = "";

    /// <summary>Value.</summary>
    public string ClaimValue { get; set; } = "";
}

/// <summary>All roles of the tenant, one document.</summary>
public sealed class RolesDocument
{
    /// <summary>The roles.</summary>
    public List<Role> Roles { get; set; } =
    [
        New(Role.Administrator, "May do everything."),
        New(Role.Authenticated, "Whoever is signed in."),
        New(Role.Anonymous, "Everybody, signed in or not."),
    ];

    /// <summary>What modules have given to roles by default, as <c>Role/Permission</c>: what an admin took back is not given again.</summary>
    public List<string> AppliedStereotypes { get; set; } = [];

    /// <summary>The role of that name, or null.</summary>
    public Role? Find(string name) => Roles.Find(role => Role.Same(role.RoleName, name));

    /// <summary>The role of that name, made when there is none.</summary>
    public Role FindOrAdd(string name)
    {
        var role = Find(name);
        if (role is null)
        {
            Roles.Add(role = New(name, ""));
        }

        return role;
    }

    private static Role New(string name, string description)
        => new() { RoleName = name, NormalizedRoleName = name.ToUpperInvariant(), RoleDescription = description };
}
