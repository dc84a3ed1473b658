using System.Net;
using Crm.Testing;

namespace Crm.Users.Tests.Tenants;

public sealed class CookiesOfTenants
{
    [Fact]
    public async Task A_cookie_and_a_token_of_one_tenant_open_nothing_in_another()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync();
        var a = await host.SetupTenantAsync("A", prefix: "a");
        await host.SetupTenantAsync("B", prefix: "b");
        using var browser = await host.Browse("a").SignInAsync();
        using var other = host.Browse("b");
        foreach (var cookie in browser.Cookies.GetAllCookies().Cast<Cookie>())
        {
            other.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", "127.0.0.1"));
        }

        using var page = await other.GetAsync("/admin/users");
        Assert.StartsWith("/b/login", page.Headers.Location!.ToString());
        Assert.All(browser.Cookies.GetAllCookies().Cast<Cookie>(), cookie => Assert.Equal("/a", cookie.Path));

        var token = await host.AddTokenAsync(a, "admin");
        using var mine = host.Browse("a").WithToken(token);
        using var theirs = host.Browse("b").WithToken(token);
        Assert.Equal(HttpStatusCode.OK, (await mine.GetAsync("/admin/users")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await theirs.GetAsync("/admin/users")).StatusCode);
    }
}
