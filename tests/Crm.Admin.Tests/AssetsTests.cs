using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Admin.Tests;

/// <summary>The host runs as in production: what a page names must be there, not only in a developer's folder.</summary>
public sealed partial class AssetsTests
{
    [Fact]
    public async Task Every_style_sheet_script_picture_and_font_of_every_page_answers()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "pere-noel");
        using var visitor = host.Browse();
        using var admin = await host.Browse().SignInAsync();
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        var pages = 0;
        foreach (var page in await PagesAsync(host, tenant))
        {
            foreach (var browser in new[] { visitor, admin })
            {
                using var answer = await browser.GetAsync(page);
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                {
                    pages++;
                    await CollectAsync(admin, page, NamedInHtml().Matches(await answer.Content.ReadAsStringAsync()), asked);
                }
            }
        }

        Assert.True(pages > 25, $"only {pages} pages were seen");
        Assert.True(asked.Count > 15, $"only {asked.Count} assets were seen");
        Assert.Empty(asked.Where(asset => asset.Value.Length > 0).Select(asset => asset.Value));
    }

    [Fact]
    public async Task A_script_and_what_it_imports_are_kept_under_their_version_and_another_version_is_not()
    {
        var (_, settings, browser) = await AdminSite.StartAsync();
        var script = AdminSite.AssetsOf(await browser.ReadAsync("/admin")).Single(asset => asset.EndsWith("/Crm.Kernel/page.js", StringComparison.Ordinal))[$"/{settings.Name}".Length..];
        Assert.Matches("^/-[0-9a-f]{16}/Crm\\.Kernel/page\\.js$", script);
        Assert.Equal("public, max-age=31536000, immutable", await KeptAsync(script));
        Assert.Equal("public, max-age=31536000, immutable", await KeptAsync(script.Replace("page.js", "toasts.js", StringComparison.Ordinal)));
        Assert.Equal("no-cache", await KeptAsync("/-0123456789abcdef/Crm.Kernel/page.js"));
        Assert.Equal("no-cache", await KeptAsync("/Crm.Kernel/page.js"));
        foreach (var none in new[] { script.Replace("page.js", "none.js", StringComparison.Ordinal), script[..script.IndexOf('/', 1)] + "/admin", "/-/admin", "/-x", "/-x/../../appsettings.json", "/-x/Crm.Kernel/..%2f..%2fappsettings.json" })
        {
            using var answer = await browser.GetAsync(none);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{none} answered {answer.StatusCode}");
        }

        async Task<string> KeptAsync(string path)
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return answer.Headers.GetValues("Cache-Control").Single();
        }
    }

    private static Task<List<string>> PagesAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, services => Task.FromResult(
        services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null && endpoint.RoutePattern.Parameters.Count == 0)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal).ToList()));

    // Style sheets name fonts and pictures, modules name modules; each is asked for once.
    private static async Task CollectAsync(TestBrowser browser, string from, IEnumerable<Match> named, Dictionary<string, string> asked)
    {
        foreach (var address in named.Select(match => WebUtility.HtmlDecode(match.Groups["at"].Value)).Where(IsOurs))
        {
            var asset = new Uri(new Uri(browser.Http.BaseAddress!, from.TrimStart('/')), address).PathAndQuery;
            if (!asked.TryAdd(asset, ""))
            {
                continue;
            }

            using var answer = await browser.GetAsync(asset);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                asked[asset] = $"{asset}, named by {from}, answered {answer.StatusCode}";
                continue;
            }

            // A browser that has seen a script asks for it no more.
            if (asset.EndsWith(".js", StringComparison.Ordinal) && answer.Headers.CacheControl?.ToString().Contains("immutable", StringComparison.Ordinal) != true)
            {
                asked[asset] = $"{asset}, named by {from}, is asked for at every page";
            }

            var names = answer.Content.Headers.ContentType?.MediaType switch
            {
                "text/css" => NamedInCss(),
                "text/javascript" or "application/javascript" => NamedInModules(),
                _ => null,
            };
            if (names is not null)
            {
                await CollectAsync(browser, asset, names.Matches(await answer.Content.ReadAsStringAsync()), asked);
            }
        }
    }

    private static bool IsOurs(string address) => address.Length > 0 && !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith('#') && !address.Contains("//", StringComparison.Ordinal);

    [GeneratedRegex("""<(?:link\b[^>]*?\bhref|script\b[^>]*?\bsrc|img\b[^>]*?\bsrc|source\b[^>]*?\bsrc|use\b[^>]*?\bhref)="(?<at>[^"]+)\x22""")]
    private static partial Regex NamedInHtml();

    [GeneratedRegex("""(?:url\(\s*["']?|@import\s+["'])(?<at>[^"')]+)""")]
    private static partial Regex NamedInCss();

    [GeneratedRegex("""^\s*import\b[^;'"]*["'](?<at>\.[^"']+)["']""", RegexOptions.Multiline)]
    private static partial Regex NamedInModules();
}
