using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Crm.Kernel.Security;

/// <summary>Asks for a right, as in Orchard.</summary>
public sealed class PermissionRequirement(Permission permission) : IAuthorizationRequirement
{
    /// <summary>The right.</summary>
    public Permission Permission { get; } = permission;
}

/// <summary>The question of a right, asked of ASP.NET's authorization.</summary>
public static class AuthorizationExtensions
{
    /// <summary>
    /// Whether the user holds the right; for a content item or the name of a content type also by the type's own right (<c>Edit_Person</c>), and for an item of
    /// his own or of his team by the right's own variant.
    /// </summary>
    public static async Task<bool> AuthorizeAsync(this IAuthorizationService service, ClaimsPrincipal user, Permission permission, object? resource = null)
        => (await service.AuthorizeAsync(user, resource, new PermissionRequirement(permission))).Succeeded;
}

internal sealed class PermissionHandler(Rights rights) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (await rights.HoldsAsync(context.User, requirement.Permission, context.Resource))
        {
            context.Succeed(requirement);
        }
    }
}
