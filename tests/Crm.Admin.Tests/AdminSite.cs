using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Tenants;
using Crm.Testing;

namespace Crm.Admin.Tests;

/// <summary>A tenant with the administration, and an administrator's browser at it.</summary>
internal static class AdminSite
{
    private static readonly Lazy<Task<TestHost>> s_host = new(() => TestHost.StartAsync());
    private static int s_count;

    public static async Task<(TestHost Host, ShellSettings Settings, TestBrowser Browser)> StartAsync(params string[] more)
    {
        var host = await s_host.Value;
        var name = $"t{Interlocked.Increment(ref s_count)}";
        var settings = await host.SetupTenantAsync(name, prefix: name, features: ["Crm.Admin", "Crm.Users", "Crm.Theme.Admin", "Crm.Theme.Site", .. more]);
        var browser = host.Browse(name);
        using var signedIn = await browser.SubmitAsync("/login", [new("Name", "admin"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return (host, settings, browser);
    }

    /// <summary>The addresses of style sheets, scripts and pictures of a page, with the tenant's prefix.</summary>
    public static IReadOnlyList<string> AssetsOf(string html)
        => Regex.Matches(html, """(?:<link[^>]*href|<script[^>]*src|<img[^>]*src)="(?<at>[^"]+)" """.Trim()).Select(match => WebUtility.HtmlDecode(match.Groups["at"].Value)).Distinct().ToList();
}
