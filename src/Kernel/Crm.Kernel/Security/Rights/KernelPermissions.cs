using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Users;

namespace Crm.Kernel.Security;

/// <summary>The rights of the kernel: the site's, those on content, and those of each securable type.</summary>
internal sealed class KernelPermissions(IContentDefinitionManager definitions) : IPermissionProvider
{
    public async Task<IEnumerable<Permission>> GetPermissionsAsync()
    {
        var types = await definitions.ListTypeDefinitionsAsync();
        return [
            StandardPermissions.SiteOwner, StandardPermissions.AccessAdminPanel, StandardPermissions.SeesEverything,
            .. CommonPermissions.All,
            .. types.Where(IsSecurable).SelectMany(type => CommonPermissions.ForType(type.Name).Select(permission => permission with { Category = type.DisplayName })),
        ];
    }

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [new(Role.Administrator, [StandardPermissions.SiteOwner])];

    private static bool IsSecurable(ContentTypeDefinition type) => type.Settings["ContentTypeSettings"]?["Securable"]?.GetValue<bool>() ?? false;
}
