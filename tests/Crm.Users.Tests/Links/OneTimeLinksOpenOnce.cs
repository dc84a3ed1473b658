using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Users.Tests.Links;

public sealed class OneTimeLinksOpenOnce(OneTenant site) : OneTimeLinksOpenOnceOn<OneTenant>(site);

public sealed class OneTimeLinksOpenOnceOnPostgres(OneTenantOnPostgres site) : OneTimeLinksOpenOnceOn<OneTenantOnPostgres>(site);

public abstract class OneTimeLinksOpenOnceOn<TSite>(TSite site) : IClassFixture<TSite> where TSite : OneTenant
{
    private static readonly KeyValuePair<string, string>[] s_password = [new("Password", "nine lives of a cat"), new("Again", "nine lives of a cat")];

    [Fact]
    public async Task Somebody_invited_sets_a_password_by_the_link_and_is_in()
    {
        using var admin = await site.AdminAsync();
        using var made = await admin.SubmitAsync("/admin/users/new", [new("Form.Email", "mother@example.org"), new("Form.FullName", "Mother Christmas"), new("Form.Roles", "Administrator")]);
        var address = Regex.Match(await made.Content.ReadAsStringAsync(), "value=\"http://[^/]+(?<path>/account/open/[^\"]+)\"").Groups["path"].Value;
        using var browser = site.Host.Browse();
        using var opened = await browser.SubmitAsync(address, s_password);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        Assert.Contains("mother@example.org", await browser.ReadAsync("/admin/users"));

        using var again = await site.Host.Browse().GetAsync(address);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        using var later = await site.Host.Browse().SignInAsync("mother@example.org", "nine lives of a cat");
    }

    [Fact]
    public async Task A_link_ends_after_three_days_and_a_newer_one_spends_it()
    {
        await site.Host.AddUserAsync(site.Tenant, "late");
        var (old, fresh) = (await LinkAsync(site.Tenant, "late"), await LinkAsync(site.Tenant, "late"));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(old));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(fresh));
        site.Host.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(fresh));
    }

    [Fact]
    public async Task A_link_that_was_changed_or_comes_from_another_tenant_opens_nothing()
    {
        await site.Host.AddUserAsync(site.Tenant, "target");
        var link = await LinkAsync(site.Tenant, "target");
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(link[..^2] + (link.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA")));
        await site.Host.SetupTenantAsync("Other", prefix: "other");
        using var browser = site.Host.Browse("other");
        using var response = await browser.GetAsync("/account/open/" + link);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    [Fact]
    public async Task A_weak_password_is_refused_with_the_reason_and_the_link_still_works()
    {
        await site.Host.AddUserAsync(site.Tenant, "weak");
        var link = await LinkAsync(site.Tenant, "weak");
        using var browser = site.Host.Browse();
        using var refused = await browser.SubmitAsync("/account/open/" + link, [new("Password", "short"), new("Again", "short")]);
        Assert.Contains("at least 8 characters", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(link));
    }

    private Task<string> LinkAsync(ShellSettings tenant, string name) => site.Host.InTenantAsync(tenant, async services =>
        await services.GetRequiredService<OneTimeLinks>().CreateAsync((await services.GetRequiredService<UserManager<User>>().FindByNameAsync(name))!));

    private async Task<HttpStatusCode> StatusAsync(string link)
    {
        using var browser = site.Host.Browse();
        using var response = await browser.GetAsync("/account/open/" + link);
        return response.StatusCode;
    }
}
