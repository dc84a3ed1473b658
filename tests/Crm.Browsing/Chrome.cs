using Crm.Testing;
using Microsoft.Playwright;

namespace Crm.Browsing;

/// <summary>One headless Chromium for all tests; each test has a context of its own.</summary>
public sealed class Chrome : IAsyncLifetime
{
    // Each page is left after a second or two: what V8 compiles once more to be quick costs more than it gains.
    private const string DoNotOptimise = "--js-flags=--no-opt --no-maglev";

    private static readonly string[] s_quiet =
        [DoNotOptimise, "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    // The same engine without windows takes a third less of the processor; where only the whole browser is there, that one.
    private static readonly string s_shell = new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.FirstOrDefault(File.Exists) ?? "chromium";

    // Given to each page as it opens, it is compiled once and not sent anew.
    private static readonly Lazy<string> s_axe = new(() => File.ReadAllText(Path.Combine(TestHost.Repository, "node_modules", "axe-core", "axe.min.js")));

    // Against hanging only: a starved machine takes its time.
    private const float Patience = 120_000;

    // A toast stays until it is used or closed, not ten seconds of a machine that may be slower than its user.
    private const string ToastsStay = "{ const soon = setTimeout; window.setTimeout = (run, after, ...more) => after === 10000 ? 0 : soon(run, after, ...more); }";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = s_shell, Headless = true, Args = s_quiet });
    }

    /// <summary>A new page that notes what goes wrong in it.</summary>
    public async Task<Sheet> OpenAsync(Uri address, string language = "fr-FR", int width = 1440, int height = 900, IEnumerable<Cookie>? cookies = null, bool withScript = true)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = address.ToString(), Locale = language, ViewportSize = new() { Width = width, Height = height }, JavaScriptEnabled = withScript });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync(ToastsStay);
        await context.AddInitScriptAsync(s_axe.Value);
        await context.AddCookiesAsync(cookies ?? []);
        return new Sheet(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
