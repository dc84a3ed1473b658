using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Admin.Tests.Features;

/// <summary>One tenant with everything on; each module goes off alone, with what needs it, and comes back.</summary>
public sealed partial class EachModuleOffTests
{
    private static readonly Lazy<Task<(TestHost Host, ShellSettings Tenant, TestBrowser Browser)>> s_site = new(StartAsync);

    /// <summary>The modules and themes of the repository that can be switched off.</summary>
    public static TheoryData<string> Modules => [.. new[] { "src/Modules", "src/Themes" }
        .SelectMany(folder => Directory.GetDirectories(Path.Combine(TestHost.Repository, folder))).Where(folder => File.Exists(Path.Combine(folder, "Manifest.cs")))
        .Where(folder => !File.ReadAllText(Path.Combine(folder, "Manifest.cs")).Contains("IsAlwaysEnabled = true", StringComparison.Ordinal))
        .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Modules))]
    public async Task Off_alone_every_menu_entry_opens_its_addresses_are_gone_and_on_again_they_are_back(string module)
    {
        var (host, tenant, browser) = await s_site.Value;
        var menu = await MenuAsync(browser, "/admin");
        var before = await AddressesAsync(host, tenant);
        var on = await EnabledAsync(host, tenant);
        Assert.Contains(on, feature => feature.Extension.Id == module);

        await host.SwitchAsync(tenant, off: [.. on.Where(feature => feature.Extension.Id == module && !feature.IsAlwaysEnabled).Select(feature => feature.Id)]);
        var off = on.Except(await EnabledAsync(host, tenant)).ToList();
        var gone = before.Except(await AddressesAsync(host, tenant)).ToList();
        Assert.Contains(off, feature => feature.Extension.Id == module);
        Assert.All(gone, address => Assert.Contains(off, feature => feature.Extension.Id == address.Module));
        Assert.DoesNotContain(await AddressesAsync(host, tenant), address => address.Module == module);
        await AnswerAsync(browser, gone.Select(address => address.Path), HttpStatusCode.NotFound);
        var kept = menu.Where(entry => !gone.Exists(address => IsBelow(entry, address.Path))).ToList();
        Assert.NotEmpty(kept);
        await AnswerAsync(browser, kept, HttpStatusCode.OK);
        await AnswerAsync(browser, (await MenuAsync(browser, kept[0])).Except(kept), HttpStatusCode.OK);

        await host.SwitchAsync(tenant, on: [.. off.Select(feature => feature.Id)]);
        Assert.Equal(before, await AddressesAsync(host, tenant));

        // Those that were gone; the others were asked a moment ago.
        await AnswerAsync(browser, (await MenuAsync(browser, "/admin")).Except(kept), HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Modules))]
    public async Task A_site_is_set_up_without_it_and_every_menu_entry_opens(string module)
    {
        var (host, _, _) = await s_site.Value;
        var extensions = host.Services.GetRequiredService<IExtensionManager>();
        var without = extensions.GetFeatures().Where(feature => feature is { IsAlwaysEnabled: false, DefaultTenantOnly: false })
            .Where(feature => extensions.GetFeatureDependencies(feature.Id).All(needed => needed.Extension.Id != module)).Select(feature => feature.Id).ToArray();
        var name = module.ToLowerInvariant().Replace('.', '-');
        await host.SetupTenantAsync(name, prefix: name, features: without);
        using var browser = await host.Browse(name).SignInAsync();

        var menu = await MenuAsync(browser, without.Contains("Crm.Admin") ? "/admin" : "/");

        await AnswerAsync(browser, menu, HttpStatusCode.OK);
        using var visitor = host.Browse(name);
        await AnswerAsync(visitor, ["/login"], HttpStatusCode.OK);
        Assert.Equal(without.Contains("Crm.Admin") && without.Contains("Crm.Theme.Admin"), menu.Count > 0);
    }

    private static async Task<(TestHost, ShellSettings, TestBrowser)> StartAsync()
    {
        var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "b2b");
        await host.SwitchAsync(tenant, on: [.. host.Services.GetRequiredService<IExtensionManager>().GetFeatures().Select(feature => feature.Id)]);
        return (host, tenant, await host.Browse().SignInAsync());
    }

    private static Task<IReadOnlyList<FeatureInfo>> EnabledAsync(TestHost host, ShellSettings tenant)
        => host.InTenantAsync(tenant, services => services.GetRequiredService<IShellFeaturesManager>().GetEnabledFeaturesAsync());

    /// <summary>The addresses that need no parameter, each with the module whose page or endpoint answers there.</summary>
    private static Task<List<(string Module, string Path)>> AddressesAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, services => Task.FromResult(
        services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(Answers).Select(endpoint => (Module: ModuleOf(endpoint), Path: "/" + Optional().Replace(endpoint.RoutePattern.RawText!, "").Trim('/')))
            .Where(address => address.Module.Length > 0 && !address.Path.Contains('{')).Distinct().Order().ToList()));

    private static bool Answers(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Contains("GET");

    private static string ModuleOf(RouteEndpoint endpoint)
        => endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.RelativePath.Split('/')[1] ?? endpoint.Metadata.GetMetadata<MethodInfo>()?.DeclaringType?.Assembly.GetName().Name ?? "";

    private static async Task<List<string>> MenuAsync(TestBrowser browser, string page)
    {
        using var answer = await browser.GetAsync(page);
        return MenuLinks().Matches(await answer.Content.ReadAsStringAsync()).Select(match => WebUtility.HtmlDecode(match.Groups["at"].Value))
            .Select(at => Regex.Replace(at, $"^{Regex.Escape(browser.Http.BaseAddress!.AbsolutePath)}", "/")).Distinct().ToList();
    }

    private static async Task AnswerAsync(TestBrowser browser, IEnumerable<string> addresses, HttpStatusCode status)
    {
        foreach (var address in addresses)
        {
            using var answer = await browser.GetAsync(address);
            Assert.True(answer.StatusCode == status, $"{address} answered {answer.StatusCode}, not {status}");
        }
    }

    private static bool IsBelow(string entry, string address) => entry.Split('?')[0].Equals(address, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"/?\{[^}]*\?\}")]
    private static partial Regex Optional();

    [GeneratedRegex("""<a class="side-link" href="(?<at>[^"]+)\x22""")]
    private static partial Regex MenuLinks();
}
