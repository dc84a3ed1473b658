using Crm.Kernel.Security;

namespace Crm.Admin.Recipes;

/// <summary>The right over recipes.</summary>
internal sealed class RecipePermissions : IPermissionProvider
{
    /// <summary>Check, run and compose recipes: who may run one may do everything.</summary>
    internal const string ManageRecipes = "ManageRecipes";

    private static readonly Permission Manage = new(ManageRecipes, "Check, run and compose recipes", IsSecurityCritical: true, Category: "Site");

    public Task<IEnumerable<Permission>> GetPermissionsAsync() => Task.FromResult<IEnumerable<Permission>>([Manage]);

    public IEnumerable<PermissionStereotype> GetDefaultStereotypes() => [];
}
