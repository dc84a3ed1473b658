using System.Net;
using Crm.Testing;

namespace Crm.Kernel.Tests.Tenants;

public sealed class FeatureSwitchTests : IAsyncLifetime
{
    private readonly PluginsFolder _plugins = new(PluginsFolder.Hello);
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(new TestHostOptions { Plugins = _plugins.Path });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _plugins.Dispose();
    }

    [Fact]
    public async Task A_plugin_s_page_view_endpoint_migration_and_style_work_once_it_is_on()
    {
        var tenant = await _host.SetupTenantAsync();
        using var browser = _host.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/hello")).StatusCode);

        await _host.SwitchAsync(tenant, on: ["HelloModule"]);

        using var posted = await browser.PostAsync("/hello/Léa", []);
        Assert.Equal("Hello, Léa", await posted.Content.ReadAsStringAsync());
        var page = await browser.ReadAsync("/hello");
        Assert.Contains("Léa", WebUtility.HtmlDecode(page));
        Assert.Contains("<p>HelloModule</p>", page); // its own partial
        Assert.Contains("margin", await browser.ReadAsync("/HelloModule/hello.css"));
    }

    [Fact]
    public async Task A_feature_s_addresses_are_there_only_while_it_is_on()
    {
        var tenant = await _host.SetupTenantAsync(features: ["HelloModule", "HelloModule.Shout"]);
        using var browser = _host.Browse();
        Assert.Equal("HELLO, YOU", await browser.ReadAsync("/hello/loud/you"));

        await _host.SwitchAsync(tenant, off: ["HelloModule.Shout"]);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/hello/loud/you")).StatusCode);
        Assert.Equal("0", await browser.ReadAsync("/hello/count"));
    }

    [Fact]
    public async Task Switching_a_feature_off_takes_those_that_need_it_along()
    {
        var tenant = await _host.SetupTenantAsync(features: ["HelloModule.Shout"]);
        await _host.SwitchAsync(tenant, off: ["HelloModule"]);
        using var browser = _host.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/hello/loud/you")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/hello")).StatusCode);
    }

    [Fact]
    public async Task What_is_on_stays_on_over_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        await using (var first = await TestHost.StartAsync(new TestHostOptions { Folder = folder, Plugins = _plugins.Path }))
        {
            await first.SetupTenantAsync(features: ["HelloModule"]);
            using var browser = first.Browse();
            await browser.PostAsync("/hello/Léa", []);
        }

        await using (var second = await TestHost.StartAsync(new TestHostOptions { Folder = folder, Plugins = _plugins.Path }))
        {
            using var browser = second.Browse();
            Assert.Equal("1", await browser.ReadAsync("/hello/count"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_tenants_of_one_host_share_nothing()
    {
        await _host.SetupTenantAsync(features: ["HelloModule"]);
        await _host.SetupTenantAsync("Acme", prefix: "acme");
        using var first = _host.Browse();
        using var acme = _host.Browse("acme");
        await first.PostAsync("/hello/Léa", []);
        Assert.Equal(HttpStatusCode.NotFound, (await acme.GetAsync("/hello")).StatusCode);

        await _host.SwitchAsync(_host.Shells.TryGetSettings("Acme")!, on: ["HelloModule"]);

        Assert.Equal("0", await acme.ReadAsync("/hello/count"));
        Assert.Equal("1", await first.ReadAsync("/hello/count"));
    }
}
