using Crm.Kernel.Security;

namespace Crm.Users;

/// <summary>The rights over accounts, roles and teams.</summary>
public sealed class UserPermissions : IPermissionProvider
{
    /// <summary>Manage accounts.</summary>
    public const string ManageUsers = "ManageUsers";

    /// <summary>See the list of accounts.</summary>
    public const string ListUsers = "ListUsers";

    /// <summary>Manage roles, rights and hidden fields.</summary>
    public const string ManageRoles = "ManageRoles";

    /// <summary>Manage teams.</summary>
    public const string ManageTeams = "ManageTeams";

    /// <summary>Look through the eyes of a role.</summary>
    public const string SeeAsRole = "SeeAsRole";

    /// <summary>Make API tokens for oneself.</summary>
    public const string CreateApiTokens = "CreateApiTokens";

    private static readonly Permission s_manage = new(ManageUsers, "Create, invite, edit and disable accounts", IsSecurityCritical: true, Category: "Users");

    private static readonly Permission[] s_all =
    [
        s_manage,
        new(ListUsers, "See the list of accounts", [s_manage], Category: "Users"),
        new(ManageRoles, "Manage roles, their rights and the fields they see", IsSecurityCritical: true, Category: "Users"),
        new(ManageTeams, "Manage teams", [s_manage], Category: "Users"),
        new(SeeAsRole, "Look through the eyes of a role, read-only", IsSecurityCritical: true, Category: "Users"),
        new(CreateApiTokens, "Make API tokens for oneself", Category: "Users"),
    ];

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>(s_all);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() =>
        [new("Editor", [StandardPermissions.AccessAdminPanel]), new("Moderator", [StandardPermissions.AccessAdminPanel]), new("Author", [StandardPermissions.AccessAdminPanel]), new("Contributor", [StandardPermissions.AccessAdminPanel])];
}
