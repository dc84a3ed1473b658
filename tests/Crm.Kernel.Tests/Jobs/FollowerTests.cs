using Crm.Kernel.Tests.Tenants;
using Crm.Testing;

namespace Crm.Kernel.Tests.Jobs;

public sealed class FollowerTests
{
    [Fact]
    public async Task A_follower_hears_of_a_commit_without_being_asked()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Probe);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path });
        await host.SetupTenantAsync(features: ["ProbeModule"]);
        using var browser = host.Browse();
        using var _ = await browser.PostAsync("/probe/notes/heard", []);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!(await browser.Http.GetStringAsync("probe/followed", patience.Token)).Contains("Note", StringComparison.Ordinal))
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
