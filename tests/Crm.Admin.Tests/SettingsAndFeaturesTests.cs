using System.Net;

namespace Crm.Admin.Tests;

public class SettingsAndFeaturesTests
{
    private static readonly KeyValuePair<string, string>[] s_settings =
    [
        new("Input.SiteName", "Chez <b>nous</b>"), new("Input.TimeZoneId", "Europe/Paris"), new("Input.PageSize", "25"), new("Input.Accent", "#aa3311"),
        new("Input.DefaultCulture", "fr"), new("Input.SupportedCultures", "en"), new("Input.Home", "/admin"),
    ];

    [Fact]
    public async Task Saved_settings_show_on_the_next_page()
    {
        var (_, settings, browser) = await AdminSite.StartAsync();
        using var saved = await browser.SubmitAsync("/admin/settings", s_settings);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        var page = await browser.ReadAsync("/admin/settings");
        Assert.Contains("Chez &lt;b&gt;nous&lt;/b&gt;", page);
        Assert.Contains("toast-line", page);
        Assert.Contains("accent.css?v=aa3311", page);
        Assert.Contains("#aa3311", await browser.ReadAsync("/accent.css?v=aa3311"));
        using var home = await browser.GetAsync("/");
        Assert.Equal($"/{settings.RequestUrlPrefix}/admin", home.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("Input.Accent", "red;}")]
    [InlineData("Input.TimeZoneId", "Mars/Olympus")]
    [InlineData("Input.Home", "https://evil.example")]
    [InlineData("Input.BaseUrl", "javascript:alert(1)")]
    [InlineData("Input.PageSize", "0")]
    public async Task A_setting_that_is_wrong_is_said_at_its_field_and_nothing_is_kept(string field, string value)
    {
        var (_, _, browser) = await AdminSite.StartAsync();
        using var answer = await browser.SubmitAsync("/admin/settings", s_settings.Where(pair => pair.Key != field).Append(new(field, value)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("class=\"field-error\"", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain("Chez", await browser.ReadAsync("/admin/settings"));
    }

    [Fact]
    public async Task A_feature_goes_off_and_on_again_and_its_addresses_with_it()
    {
        var (_, _, browser) = await AdminSite.StartAsync("Crm.Contacts");
        await browser.ReadAsync("/admin/people");
        using (var off = await browser.SubmitAsync("/admin/features", [new("id", "Crm.Contacts")], "/admin/features?handler=Disable"))
        {
            Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
        }

        Assert.Contains("handler=Undo", await browser.ReadAsync("/admin/features"));
        using (var gone = await browser.GetAsync("/admin/people"))
        {
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        using var on = await browser.SubmitAsync("/admin/features", [new("id", "Crm.Contacts")], "/admin/features?handler=Enable");
        await browser.ReadAsync("/admin/people");
    }

    [Fact]
    public async Task What_is_always_on_stays_on()
    {
        var (_, _, browser) = await AdminSite.StartAsync();
        using var answer = await browser.SubmitAsync("/admin/features", [new("id", "Crm.Users")], "/admin/features?handler=Disable");
        Assert.Contains("tone-warn", await browser.ReadAsync("/admin/features"));
        await browser.ReadAsync("/admin/users");
    }

    [Fact]
    public async Task The_welcome_is_put_away_for_good_and_comes_back_by_undo()
    {
        var (_, _, browser) = await AdminSite.StartAsync();
        Assert.Contains("welcome-steps", await browser.ReadAsync("/admin"));
        using (await browser.SubmitAsync("/admin", [], "/admin/welcome/dismiss"))
        {
            Assert.DoesNotContain("welcome-steps", await browser.ReadAsync("/admin"));
        }

        using var undone = await browser.SubmitAsync("/admin", [], "/admin/welcome/dismiss?handler=Undo");
        Assert.Contains("welcome-steps", await browser.ReadAsync("/admin"));
    }

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in()
    {
        var (host, settings, _) = await AdminSite.StartAsync();
        using var stranger = host.Browse(settings.RequestUrlPrefix);
        foreach (var page in new[] { "/admin", "/admin/settings", "/admin/features", "/admin/background-tasks", "/admin/status", "/admin/sizing", "/admin/errors" })
        {
            using var answer = await stranger.GetAsync(page);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Contains("/login", answer.Headers.Location!.OriginalString);
        }
    }
}
