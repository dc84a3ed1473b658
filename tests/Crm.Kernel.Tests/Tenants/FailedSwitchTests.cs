using System.Net;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Tenants;

/// <summary>A feature whose shell cannot be built: the switch is taken back and the site serves on.</summary>
public sealed class FailedSwitchTests : IAsyncLifetime
{
    private readonly PluginsFolder _plugins = new(PluginsFolder.Probe);
    private TestHost _host = null!;
    private ShellSettings _tenant = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(new TestHostOptions { Plugins = _plugins.Path, Configuration = { ["Probe:ActivationFails"] = "true" } });
        _tenant = await _host.SetupTenantAsync(features: ["Crm.Admin", "Crm.Theme.Admin", "ProbeModule"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _plugins.Dispose();
    }

    [Fact]
    public async Task The_page_says_so_and_everything_is_as_before()
    {
        using var browser = await _host.Browse().SignInAsync();

        using var answer = await browser.SubmitAsync("/admin/features", [new("id", "ProbeModule.Extra")], "/admin/features?handler=Enable");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var reference = Assert.Single(_host.Services.GetRequiredService<ErrorLog>().List("Default")).Reference;
        Assert.Contains($"The site could not be built with these features; everything is as it was before. Reference: {reference}", WebUtility.HtmlDecode(await browser.ReadAsync("/admin/features")));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/probe/extra")).StatusCode);
        Assert.Equal("[]", await browser.ReadAsync("/probe/notes"));
    }

    [Fact]
    public async Task What_was_switched_off_with_it_comes_back_and_the_next_switch_works()
    {
        var failure = await Assert.ThrowsAsync<FeatureSwitchException>(() => _host.SwitchAsync(_tenant, on: ["ProbeModule.Extra"], off: ["Crm.Admin"]));
        Assert.Contains("The probe was told not to wake up.", failure.Message);

        await _host.SwitchAsync(_tenant, on: ["ProbeModule.Jobs"]);

        var on = await _host.InTenantAsync(_tenant, async services => (await services.GetRequiredService<IShellFeaturesManager>().GetEnabledFeaturesAsync()).Select(feature => feature.Id).ToList());
        Assert.Contains("Crm.Admin", on);
        Assert.Contains("ProbeModule.Jobs", on);
        Assert.DoesNotContain("ProbeModule.Extra", on);
    }

    [Fact]
    public async Task It_serves_again_after_a_restart()
    {
        await Assert.ThrowsAsync<FeatureSwitchException>(() => _host.SwitchAsync(_tenant, on: ["ProbeModule.Extra"]));
        await _host.Shells.ReloadShellContextAsync(_tenant);
        using var browser = _host.Browse();
        Assert.Equal("[]", await browser.ReadAsync("/probe/notes"));
    }
}
