using System.Net;
using Crm.Testing;

namespace Crm.Users.Tests.SigningIn;

public sealed class SigningInAndOut(OneTenant site) : IClassFixture<OneTenant>
{
    [Fact]
    public async Task A_stranger_is_sent_to_the_sign_in_page_with_the_way_back()
    {
        using var browser = site.Host.Browse();
        using var response = await browser.GetAsync("/admin/users?q=x");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/login?returnUrl=%2Fadmin%2Fusers%3Fq%3Dx", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_administrator_signs_in_with_the_password_given_at_setup_and_sees_the_accounts()
    {
        using var browser = await site.AdminAsync();
        Assert.Contains("admin@example.org", await browser.ReadAsync("/admin/users"));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        using var browser = site.Host.Browse();
        using var wrong = await browser.TrySignInAsync("admin@example.org", "not the password");
        using var unknown = await browser.TrySignInAsync("nobody-of-that-name", "not the password");
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(Shown(await wrong.Content.ReadAsStringAsync(), "admin@example.org"), Shown(await unknown.Content.ReadAsStringAsync(), "nobody-of-that-name"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task The_way_back_never_leaves_the_site(string returnUrl)
    {
        using var browser = site.Host.Browse();
        using var response = await browser.TrySignInAsync("admin", TestHost.AdminPassword, "?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal("/admin", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var browser = site.Host.Browse();
        using var response = await browser.PostAsync("/login", [new("Name", "admin"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_a_kept_copy_of_its_cookie_opens_nothing()
    {
        using var browser = await site.AdminAsync();
        using var thief = site.Host.Browse();
        thief.Cookies.Add(browser.Cookies.GetAllCookies());
        (await browser.SubmitAsync("/admin/profile", [], "/logout")).Dispose();
        site.Host.Clock.Advance(TimeSpan.FromSeconds(4));
        using var response = await thief.GetAsync("/admin/users");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Signing_in_gives_a_new_session_whatever_cookie_came_before()
    {
        using var browser = await site.AdminAsync();
        var before = Session(browser);
        (await browser.SubmitAsync("/admin/profile", [], "/logout")).Dispose();
        await browser.SignInAsync();
        Assert.NotEqual(before, Session(browser));
    }

    private static string Session(TestBrowser browser) => browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.Contains("sign-in", StringComparison.Ordinal)).Value;

    // The page without the name typed and the token of this form.
    private static string Shown(string page, string name)
        => System.Text.RegularExpressions.Regex.Replace(page.Replace(name, "", StringComparison.Ordinal), "(value|content)=\"[^\"]{60,}\"", "");
}
