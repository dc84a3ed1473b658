using System.Net;
using System.Text.RegularExpressions;
using Crm.Testing;

namespace Crm.Users.Tests.Tokens;

public sealed class ApiTokensOpenLess(OneTenant site) : ApiTokensOpenLessOn<OneTenant>(site);

public sealed class ApiTokensOpenLessOnPostgres(OneTenantOnPostgres site) : ApiTokensOpenLessOn<OneTenantOnPostgres>(site);

public abstract class ApiTokensOpenLessOn<TSite>(TSite site) : IClassFixture<TSite> where TSite : OneTenant
{
    [Fact]
    public async Task A_token_limited_to_some_rights_has_no_others_even_for_an_administrator()
    {
        var token = await site.Host.AddTokenAsync(site.Tenant, "admin", "AccessAdminPanel", "ListUsers");
        using var program = site.Host.Browse().WithToken(token);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/admin/users")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.GetAsync("/admin/roles")).StatusCode);
    }

    [Fact]
    public async Task A_token_made_on_the_profile_is_shown_once_works_and_is_taken_back()
    {
        using var browser = await site.AdminAsync();
        using var made = await browser.SubmitAsync("/admin/profile/tokens", [new("Name", "nightly"), new("Days", "30")]);
        var token = Regex.Match(await made.Content.ReadAsStringAsync(), "crm_[0-9a-f]{64}").Value;
        var list = await browser.ReadAsync("/admin/profile/tokens");
        Assert.DoesNotContain(token, list);
        using var program = site.Host.Browse().WithToken(token);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/admin/users")).StatusCode);
        var id = Regex.Match(list, @"handler=Revoke&amp;id=(?<id>\w{26})|id=(?<id>\w{26})&amp;handler=Revoke").Groups["id"].Value;
        (await browser.SubmitAsync("/admin/profile/tokens", [], $"/admin/profile/tokens?handler=Revoke&id={id}")).Dispose();
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/admin/users")).StatusCode);
    }

    [Fact]
    public async Task A_token_ends_on_its_day()
    {
        using var browser = await site.AdminAsync();
        using var made = await browser.SubmitAsync("/admin/profile/tokens", [new("Name", "short"), new("Days", "1")]);
        using var program = site.Host.Browse().WithToken(Regex.Match(await made.Content.ReadAsStringAsync(), "crm_[0-9a-f]{64}").Value);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/admin/users")).StatusCode);
        site.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/admin/users")).StatusCode);
    }
}
