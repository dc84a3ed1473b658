using System.Net;
using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tenants.Tests.Life;

public sealed class TenantPages
{
    [Fact]
    public async Task A_tenant_is_made_and_set_up_in_forms_with_its_steps_shown()
    {
        await using var house = await House.OpenAsync();
        using var made = await house.Browser.SubmitAsync("/admin/tenants/new", [new("Input.Name", "atelier"), new("Input.RequestUrlPrefix", "atelier"), new("Input.RecipeName", "blank")]);
        Assert.Equal("/admin/tenants/atelier/setup", made.Headers.Location!.ToString());
        Assert.Contains("/atelier/setup?token=", await house.Browser.ReadAsync("/admin/tenants/atelier/setup"), StringComparison.Ordinal);

        using var begun = await house.Browser.SubmitAsync("/admin/tenants/atelier/setup",
            [new("SiteName", "Atelier"), new("RecipeName", "blank"), new("UserName", "chef"), new("Email", "chef@example.org"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var deadline = System.Diagnostics.Stopwatch.GetTimestamp();
        string steps;
        do
        {
            steps = await house.Browser.ReadAsync("/admin/tenants/atelier/setup?handler=Steps");
            await Task.Delay(50);
        }
        while (house.Host.Shells.TryGetSettings("atelier")!.State != TenantState.Running && System.Diagnostics.Stopwatch.GetElapsedTime(deadline) < TimeSpan.FromSeconds(60));
        Assert.Contains("every 1s", steps, StringComparison.Ordinal);
        Assert.Contains("atelier", await house.Browser.ReadAsync("/admin/tenants"), StringComparison.Ordinal);
        using var visitor = house.Host.Browse("atelier");
        using var signedIn = await visitor.SubmitAsync("/login", [new("Name", "chef"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
    }

    [Fact]
    public async Task Deleting_asks_for_the_name()
    {
        await using var house = await House.OpenAsync();
        await house.Host.Shells.UpdateShellSettingsAsync(new ShellSettings { Name = "old", RequestUrlPrefix = "old", State = TenantState.Disabled });
        using var careless = await house.Browser.SubmitAsync("/admin/tenants/old", [new("TypedName", "ol")], "/admin/tenants/old?handler=Delete");
        Assert.Equal(HttpStatusCode.OK, careless.StatusCode);
        Assert.NotNull(house.Host.Shells.TryGetSettings("old"));
        using var meant = await house.Browser.SubmitAsync("/admin/tenants/old", [new("TypedName", "old")], "/admin/tenants/old?handler=Delete");
        Assert.Equal(HttpStatusCode.Redirect, meant.StatusCode);
        Assert.Null(house.Host.Shells.TryGetSettings("old"));
    }

    [Fact]
    public async Task A_feature_profile_bounds_what_its_tenants_may_switch_on()
    {
        await using var house = await House.OpenAsync();
        using var saved = await house.Browser.SubmitAsync("/admin/tenants/profiles", [new("NewId", "small"), new("Name", "Small"), new("Rules", "Exclude Crm.A*\nInclude Crm.Api")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var tenant = await house.Host.SetupTenantAsync("little", prefix: "little");
        using var edited = await house.Browser.SubmitAsync("/admin/tenants/little", [new("Input.RequestUrlPrefix", "little"), new("Input.FeatureProfiles", "small")]);
        Assert.Equal(HttpStatusCode.Redirect, edited.StatusCode);

        var available = await house.Host.InTenantAsync(tenant, async services => (await services.GetRequiredService<IShellFeaturesManager>().GetAvailableFeaturesAsync()).Select(feature => feature.Id).ToList());
        Assert.DoesNotContain("Crm.Audit", available);
        Assert.Contains("Crm.Api", available);
        Assert.DoesNotContain("Crm.Tenants", available);

        using var wrong = await house.Browser.SubmitAsync("/admin/tenants/profiles", [new("NewId", "odd"), new("Rules", "Forbid Crm.A*")]);
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
    }

    [Fact]
    public async Task Only_the_default_tenant_manages_tenants()
    {
        await using var house = await House.OpenAsync();
        var tenant = await house.Host.SetupTenantAsync("other", prefix: "other", features: ["Crm.Tenants"]);
        Assert.DoesNotContain("Crm.Tenants", await house.Host.InTenantAsync(tenant, async services =>
            (await services.GetRequiredService<IShellFeaturesManager>().GetEnabledFeaturesAsync()).Select((FeatureInfo feature) => feature.Id).ToList()));
        Assert.Equal(HttpStatusCode.NotFound, await house.StatusAsync("other/admin/tenants"));
    }
}
