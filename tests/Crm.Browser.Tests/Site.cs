using System.Text.Json.Nodes;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>One host with the tenant "pere-noel" for the tests that change nothing of it.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly SemaphoreSlim _signIn = new(1, 1);
    private List<Cookie>? _cookies;

    public TestHost Host { get; private set; } = null!;

    public ShellSettings Tenant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync(new() { Clock = new TestClock() });
        Tenant = await Host.SetupTenantAsync(recipe: "pere-noel");
        await Host.SwitchAsync(Tenant, on: ["Crm.Tenants"]);
        await Host.InTenantAsync(Tenant, async services =>
        {
            var sites = services.GetRequiredService<ISiteService>();
            var site = await sites.LoadSiteSettingsAsync();
            site.Properties["LocalizationSettings"] = new JsonObject
            {
                ["DefaultCulture"] = "fr",
                ["SupportedCultures"] = new JsonArray("fr", "en", Translations.PseudoLocale),
            };
            await sites.UpdateSiteSettingsAsync(site);
        });
    }

    /// <summary>A page signed in as the administrator; signing in itself happens once.</summary>
    public async Task<Sheet> OpenAsync(Chrome chrome, string language = "fr", int width = 1440, int height = 900)
    {
        await _signIn.WaitAsync();
        try
        {
            _cookies ??= await SignInAsync(chrome);
        }
        finally
        {
            _signIn.Release();
        }

        var chosen = new Cookie { Name = "language", Value = language, Domain = Host.Address.Host, Path = "/" };
        return await chrome.OpenAsync(Host.Address, "fr-FR", width, height, _cookies.Append(chosen));
    }

    private async Task<List<Cookie>> SignInAsync(Chrome chrome)
    {
        await using var sheet = await chrome.OpenAsync(Host.Address);
        await sheet.SignInAsync();
        return (await sheet.CookiesAsync()).Where(cookie => cookie.Name != "language").Select(cookie => new Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, Expires = cookie.Expires,
            HttpOnly = cookie.HttpOnly, Secure = cookie.Secure, SameSite = cookie.SameSite,
        }).ToList();
    }

    /// <summary>The addresses of all pages that need no further word, from the tenant's own page table.</summary>
    public Task<IReadOnlyList<string>> PlainPagesAsync() => Host.InTenantAsync<IReadOnlyList<string>>(Tenant, services => Task.FromResult<IReadOnlyList<string>>(
        services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>()
            .Select(page => page.AttributeRouteInfo?.Template ?? "")
            .Where(route => !route.Contains('{') && !s_noPages.Contains(route)).Distinct().Order(StringComparer.Ordinal).ToList()));

    /// <summary>Pages whose inside is another project's (the API reader is Scalar's): its words and colours are not ours to mend.</summary>
    public static IReadOnlyList<string> ForeignPages { get; } = ["admin/api"];

    // Addresses that answer with something else than a page of their own.
    private static readonly string[] s_noPages = ["accent.css", "logout", "language", "appearance", "admin/see-as/leave", "login/code", ""];

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
