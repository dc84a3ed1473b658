using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;

namespace Crm.Kernel.Security;

/// <summary>When a feature comes on, its rights go to the roles that its module names. What an admin took back stays taken back.</summary>
internal sealed class StereotypesOnFeatures(Roles roles, IReadOnlyList<FeatureInfo> enabled, IEnumerable<IPermissionProvider> providers) : IFeatureEventHandler
{
    // Those that are always on never come on: they are served with the first one that does.
    public Task EnabledAsync(FeatureInfo feature) => roles.ChangeAsync(document =>
    {
        foreach (var due in enabled.Where(other => other.IsAlwaysEnabled).Prepend(feature))
        {
            Apply(document, due);
        }
    });

    private void Apply(RolesDocument document, FeatureInfo feature)
    {
        foreach (var stereotype in providers.Where(provider => BelongsTo(provider.GetType(), feature)).SelectMany(provider => provider.GetDefaultStereotypes()))
        {
            var role = document.FindOrAdd(stereotype.Name);
            var fresh = stereotype.Permissions.Select(permission => permission.Name)
                .Where(name => !document.AppliedStereotypes.Contains($"{role.RoleName}/{name}")).ToList();
            if (!Role.Same(role.RoleName, Role.Administrator))
            {
                role.SetPermissions(role.PermissionNames().Concat(fresh).ToList());
            }

            document.AppliedStereotypes.AddRange(fresh.Select(name => $"{role.RoleName}/{name}"));
        }
    }

    private static bool BelongsTo(Type provider, FeatureInfo feature)
        => provider.Assembly == feature.Extension.Assembly
            && (((FeatureAttribute?)Attribute.GetCustomAttribute(provider, typeof(FeatureAttribute)))?.FeatureName ?? feature.Extension.Id) == feature.Id;
}
