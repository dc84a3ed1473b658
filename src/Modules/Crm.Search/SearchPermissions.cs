using Crm.Kernel.Security;

namespace Crm.Search;

/// <summary>The rights of the search. To search asks for no right of its own: each finds what the lists show.</summary>
public sealed class SearchPermissions : IPermissionProvider
{
    /// <summary>See how the indexes stand and make them anew.</summary>
    public const string ManageIndexes = "ManageSearchIndexes";

    /// <inheritdoc/>
    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([new(ManageIndexes, "Manage the search indexes", Category: "Search")]);

    /// <inheritdoc/>
    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [];
}
