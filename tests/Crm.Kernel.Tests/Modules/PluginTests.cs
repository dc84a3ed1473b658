using System.Net;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tests.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Modules;

public sealed class PluginTests
{
    [Fact]
    public async Task A_plugin_dropped_into_the_folder_is_there_after_a_restart()
    {
        using var plugins = new PluginsFolder();
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        await using (var first = await TestHost.StartAsync(new TestHostOptions { Folder = folder, Plugins = plugins.Path }))
        {
            await first.SetupTenantAsync();
            Assert.Null(Extensions(first).GetFeature("HelloModule"));
        }

        plugins.Add(PluginsFolder.Hello);
        await using (var second = await TestHost.StartAsync(new TestHostOptions { Folder = folder, Plugins = plugins.Path }))
        {
            await second.SwitchAsync(second.Shells.TryGetSettings("Default")!, on: ["HelloModule"]);
            using var browser = second.Browse();
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/hello")).StatusCode);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_plugin_that_is_no_assembly_is_reported_by_name_and_the_host_starts()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Hello);
        Directory.CreateDirectory(Path.Combine(plugins.Path, "Broken"));
        await File.WriteAllTextAsync(Path.Combine(plugins.Path, "Broken", "Broken.dll"), "not an assembly");
        Directory.CreateDirectory(Path.Combine(plugins.Path, "Empty"));
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path });
        Assert.Contains(Extensions(host).GetFaults(), fault => fault.Name == "Broken" && fault.Reason.StartsWith("The module Broken could not be loaded:", StringComparison.Ordinal));
        Assert.Contains(Extensions(host).GetFaults(), fault => fault.Reason == "The plugin folder Empty holds no Empty.dll.");
        Assert.NotNull(Extensions(host).GetFeature("HelloModule"));
    }

    [Fact]
    public async Task A_plugin_made_for_another_kernel_is_refused_by_name()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Future);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path });
        Assert.Contains(Extensions(host).GetFaults(), fault => fault.Reason == "The plugin FutureModule was made for kernel version 99; this host has version 1.");
        Assert.Null(Extensions(host).GetFeature("FutureModule"));
    }

    [Fact]
    public async Task A_plugin_that_throws_at_its_start_is_left_off_and_the_tenant_serves_on()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Hello, PluginsFolder.Probe);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path, Configuration = { ["Probe:Throw"] = "services" } });
        await host.SetupTenantAsync(features: ["HelloModule", "ProbeModule.Extra"]);
        using var browser = host.Browse();
        Assert.Equal("0", await browser.ReadAsync("/hello/count"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/probe/extra")).StatusCode);
        Assert.Contains(Extensions(host).GetFaults(), fault => fault == new ExtensionFault("ProbeModule", "The module ProbeModule failed at its start: The probe was told to throw."));
    }

    [Fact]
    public async Task A_plugin_s_recipe_runs_and_its_texts_are_there_in_french()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Hello);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path });
        var tenant = await host.SetupTenantAsync();
        var recipe = await host.Services.GetRequiredService<IRecipeHarvester>().FindAsync("Hello", default);

        var report = await host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(tenant, recipe!, new RecipeOptions(), default);

        Assert.True(report.Succeeded);
        using var browser = host.Browse();
        Assert.Contains("<h1>The book of greetings</h1>", await browser.ReadAsync("/hello"));
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        Assert.Contains("<h1>Le livre des bonjours</h1>", await browser.ReadAsync("/hello"));
    }

    private static IExtensionManager Extensions(TestHost host) => host.Services.GetRequiredService<IExtensionManager>();
}
