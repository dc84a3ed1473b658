using System.Net;
using Crm.Kernel.Modules;
using Crm.Kernel.Tenants;
using Crm.Tenants.Life;
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
        await house.SetupOfAsync("atelier");
        Assert.Contains("/atelier", await house.Browser.ReadAsync("/admin/tenants/atelier/setup?handler=Steps"), StringComparison.Ordinal);
        Assert.Contains("atelier", await house.Browser.ReadAsync("/admin/tenants"), StringComparison.Ordinal);
        using var visitor = house.Host.Browse("atelier");
        using var signedIn = await visitor.SubmitAsync("/login", [new("Name", "chef"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
    }

    [Fact]
    public async Task The_steps_of_a_setup_are_shown_while_it_runs()
    {
        await using var house = await House.OpenAsync();
        var tenant = new ShellSettings { Name = "atelier", RequestUrlPrefix = "atelier" };
        await house.Host.Shells.UpdateShellSettingsAsync(tenant);
        using var held = new Held();
        await house.Host.InTenantAsync(house.Main, services =>
        {
            services.GetRequiredService<SetupRuns>().Begin("atelier", told => new SetupContext
            {
                Settings = tenant, SiteName = "Atelier", RecipeName = "blank", AdminUsername = "chef", AdminEmail = "chef@example.org", AdminPassword = TestHost.AdminPassword, Progress = held.Before(told),
            });
            return Task.CompletedTask;
        });
        await held.Told.WaitAsync(TimeSpan.FromMinutes(2));
        var steps = await house.Browser.ReadAsync("/admin/tenants/atelier/setup?handler=Steps");
        Assert.Contains("<li>", steps, StringComparison.Ordinal);
        Assert.Contains("every 1s", steps, StringComparison.Ordinal);
        held.GoOn();
        await house.SetupOfAsync("atelier");
        Assert.DoesNotContain("every 1s", await house.Browser.ReadAsync("/admin/tenants/atelier/setup?handler=Steps"), StringComparison.Ordinal);
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

    /// <summary>Tells on, and lets the setup wait there.</summary>
    private sealed class Held : IProgress<SetupProgress>, IDisposable
    {
        private readonly ManualResetEventSlim _goOn = new();
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IProgress<SetupProgress>? _next;

        /// <summary>Over when the first step was told.</summary>
        public Task Told => _told.Task;

        public Held Before(IProgress<SetupProgress> next)
        {
            _next = next;
            return this;
        }

        public void GoOn() => _goOn.Set();

        public void Report(SetupProgress value)
        {
            _next!.Report(value);
            _told.TrySetResult();
            _goOn.Wait(TimeSpan.FromMinutes(2));
        }

        public void Dispose() => _goOn.Dispose();
    }
}
