using Crm.Kernel.Security;

namespace Crm.Calls;

/// <summary>The rights of the module.</summary>
internal sealed class CallsPermissions : IPermissionProvider
{
    /// <summary>Name of the right to work through the call list. Which calls somebody sees and settles is what the rights on tasks say.</summary>
    public const string Make = "MakeCalls";

    private static readonly Permission s_make = new(Make, "Ring people from the call list and say what came of it", Category: "Telephone calls");

    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([s_make]);

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes()
        => ((string[])["Administrator", "Editor", "Moderator", "Author", "Contributor"]).Select(role => new PermissionStereotype(role, [s_make]));
}
