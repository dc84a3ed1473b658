using Crm.Kernel.Tenants;

namespace Crm.Kernel.Backup;

/// <summary>Settings of its own to change: the host goes on serving from the stored ones until they are replaced.</summary>
internal static class ShellSettingsCopy
{
    public static ShellSettings Of(ShellSettings settings)
    {
        var copy = new ShellSettings
        {
            Name = settings.Name,
            TenantId = settings.TenantId,
            VersionId = settings.VersionId,
            RequestUrlHost = settings.RequestUrlHost,
            RequestUrlPrefix = settings.RequestUrlPrefix,
            State = settings.State,
        };
        foreach (var (key, value) in settings.Configuration)
        {
            copy[key] = value;
        }

        return copy;
    }
}
