using System.Net;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Tests.Tenants;

public sealed class ShellLifeTests
{
    [Fact]
    public async Task Requests_that_come_together_build_one_shell()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Probe);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path });
        await host.SetupTenantAsync(features: ["ProbeModule"]);
        await host.SettleAsync(); // else a job's visit may let go of the shell between two of them
        await Shells(host).ReleaseIdleAsync(TimeSpan.Zero);
        var slot = Shells(host).Slots.Single();
        var shells = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Shells(host).EnterAsync(slot).AsTask())));
        Assert.Single(shells.Distinct());
        foreach (var shell in shells)
        {
            await shell.LeaveAsync();
        }
    }

    [Fact]
    public async Task A_job_that_comes_while_a_request_builds_the_shell_does_not_let_it_go_behind_it()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync();
        await host.SettleAsync();
        var slot = Shells(host).Slots.Single();
        await Shells(host).CloseAsync(slot.Settings);
        await slot.Gate.WaitAsync();
        var request = Shells(host).EnterAsync(slot).AsTask();
        var visit = Shells(host).VisitAsync(slot, _ => Task.CompletedTask);
        slot.Gate.Release();
        var shell = await request;
        await visit;
        Assert.Same(shell, slot.Current);
        await shell.LeaveAsync();
    }

    [Fact]
    public async Task A_released_shell_holds_no_file_open()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync();
        using var browser = host.Browse();
        await browser.ReadAsync("/login");
        Assert.NotEmpty(OpenFiles(host));
        await ReleasedAsync(host);
        await browser.ReadAsync("/login");
    }

    [Fact]
    public async Task What_the_last_user_of_a_released_shell_opened_is_closed_behind_them()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync();
        var settings = host.Shells.TryGetSettings("Default")!;
        await using (var late = await host.Shells.GetScopeAsync(settings))
        {
            await Shells(host).CloseAsync(settings);
            Assert.NotEmpty(await late.ServiceProvider.GetRequiredService<ISession>().Query<User>().ListAsync());
            Assert.NotEmpty(OpenFiles(host));
        }

        await ReleasedAsync(host);
    }

    [Fact]
    public async Task Another_process_s_switch_is_seen()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Probe);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path });
        await host.SetupTenantAsync(features: ["ProbeModule"]);
        using var browser = host.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/probe/extra")).StatusCode);

        await using (var command = await TestHost.StartAsync(new TestHostOptions { Folder = host.Folder, Plugins = plugins.Path }))
        {
            await command.SwitchAsync(command.Shells.TryGetSettings("Default")!, on: ["ProbeModule.Extra"]);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await browser.Http.GetAsync("probe/extra", patience.Token)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task A_tenant_s_address_answers_404_while_it_is_disabled_and_its_neighbour_serves_on()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(change: settings => settings.RequestUrlHost = "first.example.org");
        var acme = await host.SetupTenantAsync("Acme", change: settings => settings.RequestUrlHost = "acme.example.org");
        using var first = host.Browse(host: "first.example.org");
        using var second = host.Browse(host: "acme.example.org");
        using var nobody = host.Browse(host: "nobody.example.org");
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/login")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync("/login")).StatusCode);

        acme.State = TenantState.Disabled;
        await host.Shells.UpdateShellSettingsAsync(acme);

        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync("/login")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/login")).StatusCode);
    }

    [Fact]
    public async Task Settings_spoilt_while_the_host_runs_change_nothing_and_lose_nothing()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync();
        var file = Path.Combine(host.Data, "tenants.json");
        var whole = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, whole[..20]);
        await Assert.ThrowsAsync<ShellSettingsException>(() => Shells(host).TakeUpChangesAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ShellSettingsException>(() => host.Shells.UpdateShellSettingsAsync(host.Shells.TryGetSettings("Default")!));
        Assert.Equal(whole[..20], await File.ReadAllTextAsync(file));
        using var browser = host.Browse();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/login")).StatusCode);
    }

    [Fact]
    public async Task A_shell_that_is_being_built_while_its_settings_change_does_not_keep_the_old_ones()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync();
        var slot = Shells(host).Slots.Single();
        for (var round = 0; round < 10; round++)
        {
            await Shells(host).CloseAsync(slot.Settings);
            var changed = (await Shells(host).ReadStoredSettingsAsync("Default", default))!;
            changed["Probe:Round"] = $"{round}";
            var building = Task.Run(async () => await (await Shells(host).EnterAsync(slot)).LeaveAsync());
            await host.Shells.UpdateShellSettingsAsync(changed);
            await building;

            var shell = await Shells(host).EnterAsync(slot);
            Assert.Equal($"{round}", shell.Settings["Probe:Round"]);
            await shell.LeaveAsync();
        }
    }

    private static ShellHost Shells(TestHost host) => host.Services.GetRequiredService<ShellHost>();

    // A job or a follower may be at work in the shell, or wake it once more: it holds files until it has left.
    private static async Task ReleasedAsync(TestHost host)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Shells(host).ReleaseIdleAsync(TimeSpan.Zero);
        while (OpenFiles(host) is { Count: > 0 } open)
        {
            Assert.False(patience.IsCancellationRequested, "Still open: " + string.Join(", ", open));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static List<string> OpenFiles(TestHost host)
        => Directory.GetFiles("/proc/self/fd").Select(fd => new FileInfo(fd).LinkTarget ?? "")
            .Where(target => target.StartsWith(Path.Combine(host.Data, "Sites"), StringComparison.Ordinal)).ToList();
}
