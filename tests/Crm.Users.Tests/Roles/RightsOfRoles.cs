using System.Net;
using Crm.Testing;

namespace Crm.Users.Tests.Roles;

public sealed class RightsOfRoles(OneTenant site) : RightsOfRolesOn<OneTenant>(site);

public sealed class RightsOfRolesOnPostgres(OneTenantOnPostgres site) : RightsOfRolesOn<OneTenantOnPostgres>(site);

public abstract class RightsOfRolesOn<TSite>(TSite site) : IClassFixture<TSite> where TSite : OneTenant
{
    [Fact]
    public async Task A_right_ticked_in_the_matrix_holds_at_once_and_one_taken_back_is_gone()
    {
        await site.Host.AddRoleAsync(site.Tenant, "Clerk", "AccessAdminPanel");
        await site.Host.AddUserAsync(site.Tenant, "clerk", "Clerk");
        using var clerk = await site.Host.Browse().SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk));
        using var admin = await site.AdminAsync();
        await TickAsync(admin, "Clerk/AccessAdminPanel", "Clerk/ListUsers");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(clerk));
        await TickAsync(admin, "Clerk/AccessAdminPanel");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(clerk));
    }

    [Fact]
    public async Task A_right_implies_the_smaller_ones_it_includes()
    {
        await site.Host.AddRoleAsync(site.Tenant, "Keeper", "AccessAdminPanel", "ManageUsers");
        await site.Host.AddUserAsync(site.Tenant, "keeper", "Keeper");
        using var keeper = await site.Host.Browse().SignInAsync("keeper");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(keeper)); // ListUsers
    }

    [Fact]
    public async Task Without_the_right_to_enter_the_admin_nothing_in_it_opens()
    {
        await site.Host.AddRoleAsync(site.Tenant, "Outside", "ListUsers");
        await site.Host.AddUserAsync(site.Tenant, "outside", "Outside");
        using var outside = await site.Host.Browse().SignInAsync("outside");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(outside));
    }

    [Fact]
    public async Task Who_manages_roles_but_is_no_administrator_cannot_give_himself_critical_rights()
    {
        await site.Host.AddRoleAsync(site.Tenant, "RoleKeeper", "AccessAdminPanel", "ManageRoles");
        await site.Host.AddUserAsync(site.Tenant, "rolekeeper", "RoleKeeper");
        using var keeper = await site.Host.Browse().SignInAsync("rolekeeper");
        using var refused = await keeper.SubmitAsync("/admin/roles/rights?role=RoleKeeper", [new("Granted", "RoleKeeper/SiteOwner"), new("Granted", "RoleKeeper/AccessAdminPanel")]);
        Assert.Contains("security-critical", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_manages_accounts_but_is_no_administrator_cannot_make_or_change_one()
    {
        await site.Host.AddRoleAsync(site.Tenant, "Desk", "AccessAdminPanel", "ManageUsers");
        await site.Host.AddUserAsync(site.Tenant, "desk", "Desk");
        var chief = await site.Host.AddUserAsync(site.Tenant, "chief", "Administrator");
        using var desk = await site.Host.Browse().SignInAsync("desk");
        using var made = await desk.SubmitAsync("/admin/users/new", [new("Form.Email", "evil@example.org"), new("Form.Roles", "Administrator")]);
        Assert.DoesNotContain("/account/open/", await made.Content.ReadAsStringAsync());
        using var link = await desk.SubmitAsync($"/admin/users/{chief.UserId}", [], $"/admin/users/{chief.UserId}?handler=Link");
        Assert.DoesNotContain("/account/open/", await link.Content.ReadAsStringAsync());
    }

    private static async Task TickAsync(TestBrowser admin, params string[] ticks)
        => (await admin.SubmitAsync("/admin/roles/rights?role=Clerk", ticks.Select(tick => new KeyValuePair<string, string>("Granted", tick)))).Dispose();

    private static async Task<HttpStatusCode> StatusAsync(TestBrowser browser)
    {
        using var response = await browser.GetAsync("/admin/users");
        return response.StatusCode;
    }
}
