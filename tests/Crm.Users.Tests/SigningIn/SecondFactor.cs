using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Users;
using Crm.Testing;

namespace Crm.Users.Tests.SigningIn;

public sealed class SecondFactor(OneTenant site) : IClassFixture<OneTenant>
{
    [Fact]
    public async Task With_an_authenticator_the_password_alone_opens_nothing_and_a_code_counts_once()
    {
        await site.Host.AddUserAsync(site.Tenant, "careful");
        using var browser = await site.Host.Browse().SignInAsync("careful");
        (await browser.SubmitAsync("/admin/profile/authenticator", [], "/admin/profile/authenticator?handler=Begin")).Dispose();
        var page = await browser.ReadAsync("/admin/profile/authenticator");
        var key = Regex.Match(page, "<code>(?<key>[A-Z2-7 ]{32,})</code>").Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("<svg", await browser.ReadAsync("/admin/profile/authenticator.svg"));
        using var on = await browser.SubmitAsync("/admin/profile/authenticator", [new("Code", Now(key))]);
        var recovery = Regex.Match(await on.Content.ReadAsStringAsync(), "<li><code>(?<code>[^<]+)</code>").Groups["code"].Value;
        Assert.NotEqual("", recovery);
        using var gone = await browser.GetAsync("/admin/profile/authenticator.svg");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        site.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = Now(key);
        Assert.Equal("/admin", await SecondStepAsync(code));
        Assert.Null(await SecondStepAsync(code));
        Assert.Equal("/admin", await SecondStepAsync(recovery));
        Assert.Null(await SecondStepAsync(recovery));
    }

    // Where a fresh browser is sent with password and code; null when it is refused.
    private async Task<string?> SecondStepAsync(string code)
    {
        using var browser = site.Host.Browse();
        using var half = await browser.TrySignInAsync("careful", TestHost.AdminPassword);
        Assert.Equal("/login/code", half.Headers.Location!.ToString());
        using var closed = await browser.GetAsync("/admin/profile");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        using var response = await browser.SubmitAsync("/login/code", [new("Code", code)]);
        return response.Headers.Location?.ToString();
    }

    private string Now(string key) => Totp.Code(Totp.FromBase32(key), Totp.StepAt(site.Host.Clock.GetUtcNow()));
}
