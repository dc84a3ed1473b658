using System.Net;
using System.Text.RegularExpressions;

namespace Crm.Admin.Tests;

public class LookTests
{
    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/features")]
    [InlineData("/login", true)]
    [InlineData("/")]
    public async Task Every_asset_of_a_page_is_there(string page, bool asStranger = false)
    {
        var (host, settings, signedIn) = await AdminSite.StartAsync();
        using var browser = asStranger ? host.Browse(settings.RequestUrlPrefix) : signedIn;
        var assets = AdminSite.AssetsOf(await browser.ReadAsync(page));
        Assert.True(assets.Count >= 3, string.Join("\n", assets));
        foreach (var asset in assets)
        {
            using var answer = await browser.GetAsync(asset[(settings.RequestUrlPrefix.Length + 1)..]);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{asset}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/features")]
    [InlineData("/admin/settings")]
    [InlineData("/admin/background-tasks")]
    [InlineData("/admin/followers")]
    [InlineData("/admin/status")]
    [InlineData("/admin/sizing")]
    [InlineData("/admin/errors")]
    [InlineData("/")]
    public async Task No_page_needs_an_inline_script_or_style(string page)
    {
        var (_, _, browser) = await AdminSite.StartAsync();
        var html = await browser.ReadAsync(page);
        Assert.DoesNotMatch("""<script(?![^>]*src=)""", html);
        Assert.DoesNotMatch("""\s(?:style|on\w+)=["']""", html);
        Assert.Single(Regex.Matches(html, "<h1"));
    }

    [Fact]
    public async Task The_layout_is_the_themes_the_admin_one_for_admin_pages_and_the_site_one_for_public_pages()
    {
        var (_, _, browser) = await AdminSite.StartAsync();
        Assert.Contains("class=\"admin\"", await browser.ReadAsync("/admin"));
        Assert.Contains("Crm.Theme.Site/site.css", await browser.ReadAsync("/"));
        using var stranger = (await AdminSite.StartAsync()).Host.Browse();
        Assert.Contains("class=\"centered\"", await stranger.ReadAsync("/setup"));
    }

    [Fact]
    public async Task The_chosen_language_is_kept_and_one_that_the_site_lacks_changes_nothing()
    {
        var (_, settings, browser) = await AdminSite.StartAsync();
        using (await browser.SubmitAsync("/admin", [new("culture", "fr"), new("back", $"/{settings.RequestUrlPrefix}/admin")], "/language"))
        {
            var french = await browser.ReadAsync("/admin");
            Assert.Contains("<html lang=\"fr\"", french);
            Assert.Contains("Réglages", french);
        }

        using var unknown = await browser.SubmitAsync("/admin", [new("culture", "xx")], "/language");
        Assert.Contains("<html lang=\"fr\"", await browser.ReadAsync("/admin"));
    }

    [Fact]
    public async Task The_browser_language_is_taken_when_nothing_was_chosen()
    {
        var (host, settings, _) = await AdminSite.StartAsync();
        using var browser = host.Browse(settings.RequestUrlPrefix);
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("xx, fr-CA;q=0.9, en;q=0.5");
        Assert.Contains("<html lang=\"fr\"", await browser.ReadAsync("/login"));
    }

    [Fact]
    public async Task Dark_is_written_by_the_server_from_the_first_byte()
    {
        var (_, _, browser) = await AdminSite.StartAsync();
        Assert.Contains("data-bs-theme=\"light\" data-appearance=\"auto\"", await browser.ReadAsync("/admin"));
        using var chosen = await browser.SubmitAsync("/admin", [new("appearance", "dark")], "/appearance");
        Assert.Contains("data-bs-theme=\"dark\" data-appearance=\"dark\"", await browser.ReadAsync("/admin"));
    }

    [Fact]
    public async Task A_switch_never_leads_to_another_site()
    {
        var (_, settings, browser) = await AdminSite.StartAsync();
        using var answer = await browser.SubmitAsync("/admin", [new("appearance", "dark"), new("back", "https://evil.example/")], "/appearance");
        Assert.Equal($"/{settings.RequestUrlPrefix}/", answer.Headers.Location!.OriginalString);
    }
}
