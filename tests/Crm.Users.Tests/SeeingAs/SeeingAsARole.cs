using System.Net;
using Crm.Kernel.Data;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Users.Tests.SeeingAs;

public sealed class SeeingAsARole(OneTenant site) : IClassFixture<OneTenant>
{
    [Fact]
    public async Task Shows_what_the_role_sees_writes_nothing_is_in_the_history_and_can_be_left()
    {
        await site.Host.AddRoleAsync(site.Tenant, "Reader", "AccessAdminPanel", "ListUsers", "ManageTeams");
        using var browser = await site.AdminAsync();
        using var begun = await browser.SubmitAsync("/admin/roles", [], "/admin/roles?handler=SeeAs&role=Reader");
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);

        var page = await browser.ReadAsync("/admin/users");
        Assert.Contains("see-as-band", page);
        using var roles = await browser.GetAsync("/admin/roles");
        Assert.Equal(HttpStatusCode.Forbidden, roles.StatusCode);
        using var write = await browser.SubmitAsync("/admin/teams/new", [new("Name", "Elves")]);
        Assert.Equal(HttpStatusCode.Forbidden, write.StatusCode);

        using var left = await browser.SubmitAsync("/admin/users", [], "/admin/see-as/leave");
        Assert.DoesNotContain("see-as-band", await browser.ReadAsync("/admin/roles"));
        var past = await site.Host.InTenantAsync(site.Tenant, services => services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(Event: "SeesAsRole")));
        Assert.Equal("admin", Assert.Single(past).ActorName);
    }
}
