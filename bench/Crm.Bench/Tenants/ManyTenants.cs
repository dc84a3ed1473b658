using Crm.Bench.Hosts;
using Crm.Kernel.Tenants;

namespace Crm.Bench.Tenants;

/// <summary>A folder with many running tenants, made by copying one that was set up.</summary>
internal static class ManyTenants
{
    public static string Name(int number) => $"T{number}";

    /// <summary>Makes tenants T0 … with the prefix t0 ….</summary>
    public static async Task MakeAsync(string folder, int tenants, CancellationToken cancellationToken)
    {
        var first = new ShellSettings { Name = Name(0), RequestUrlPrefix = "t0" };
        await using (var host = await BenchHost.StartAsync(folder, "blank", cancellationToken))
        {
            await host.Shells.UpdateShellSettingsAsync(first);
            await host.SetUpAsync(first, "b2b", cancellationToken);
        }

        await using (var host = await BenchHost.StartAsync(folder, "blank", cancellationToken))
        {
            for (var n = 1; n < tenants; n++)
            {
                WorkFolder.Copy(Path.Combine(folder, "Sites", Name(0)), Path.Combine(folder, "Sites", Name(n)));
                await host.Shells.UpdateShellSettingsAsync(new ShellSettings { Name = Name(n), RequestUrlPrefix = $"t{n}", State = TenantState.Running });
            }
        }
    }
}
