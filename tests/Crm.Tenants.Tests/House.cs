using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Tenants;
using Crm.Tenants.Life;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tenants.Tests;

/// <summary>A host whose Default tenant manages the others, with its administrator signed in and a program that has a token.</summary>
internal sealed class House : IAsyncDisposable
{
    private static readonly PreparedTenant s_main = new(Features: ["Crm.Tenants"]);

    private House(TestHost host, TestBrowser browser, TestBrowser program) => (Host, Browser, Program) = (host, browser, program);

    public TestHost Host { get; }

    /// <summary>The tenant that manages the others.</summary>
    public ShellSettings Main => Host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!;

    public TestBrowser Browser { get; }

    public TestBrowser Program { get; }

    public static async Task<House> OpenAsync()
    {
        var host = await TestHost.StartAsync(new TestHostOptions { Prepared = s_main });
        var main = host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!;
        var browser = host.Browse();
        using var signedIn = await browser.SubmitAsync("/login", [new("Name", "admin"), new("Password", TestHost.AdminPassword)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return new House(host, browser, host.Browse().WithToken(await host.AddTokenAsync(main, "admin")));
    }

    public Task<HttpResponseMessage> PostAsync(string path, JsonObject? body = null) => Program.Http.PostAsJsonAsync(path, body ?? []);

    /// <summary>Waits for the setup of a tenant that was begun by a form, and for nothing to have gone wrong in it.</summary>
    public Task SetupOfAsync(string tenant) => Host.InTenantAsync(Main, async services =>
    {
        var run = services.GetRequiredService<SetupRuns>().Find(tenant)!;
        await run.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(run.Result!.Errors);
    });

    public async Task OkAsync(string path)
    {
        using var answer = await PostAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await Browser.GetAsync(path);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        Program.Dispose();
        await Host.DisposeAsync();
    }
}
