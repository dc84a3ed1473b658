using System.Net;
using Crm.Testing;

namespace Crm.Users.Tests.Accounts;

public sealed class EveryScreen(OneTenant site) : EveryScreenOn<OneTenant>(site);

public sealed class EveryScreenOnPostgres(OneTenantOnPostgres site) : EveryScreenOn<OneTenantOnPostgres>(site);

public abstract class EveryScreenOn<TSite>(TSite site) : IClassFixture<TSite> where TSite : OneTenant
{
    [Theory]
    [InlineData("/admin/users")]
    [InlineData("/admin/users?q=adm&role=Administrator&state=enabled")]
    [InlineData("/admin/users?state=locked")]
    [InlineData("/admin/users?state=invited")]
    [InlineData("/admin/users/new")]
    [InlineData("/admin/users/{admin}")]
    [InlineData("/admin/roles")]
    [InlineData("/admin/roles/rights")]
    [InlineData("/admin/roles/rights?role=Authenticated")]
    [InlineData("/admin/roles/fields")]
    [InlineData("/admin/teams")]
    [InlineData("/admin/teams/new")]
    [InlineData("/admin/profile")]
    [InlineData("/admin/profile/tokens")]
    [InlineData("/admin/profile/authenticator")]
    public async Task Opens_for_the_administrator(string path)
    {
        using var browser = await site.AdminAsync();
        var id = (await site.Host.AddUserAsync(site.Tenant, "u" + Guid.NewGuid().ToString("N"), "Administrator")).UserId;
        using var response = await browser.GetAsync(path.Replace("{admin}", id, StringComparison.Ordinal));
        Assert.True(response.StatusCode == HttpStatusCode.OK, Faults.Of(site.Host));
    }
}
