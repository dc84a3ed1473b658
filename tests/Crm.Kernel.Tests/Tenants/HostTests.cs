using System.Net;
using Crm.Testing;

namespace Crm.Kernel.Tests.Tenants;

public sealed class HostTests
{
    [Fact]
    public async Task The_host_says_that_it_is_well()
    {
        await using var host = await TestHost.StartAsync();
        using var browser = host.Browse();
        Assert.Equal("ok", await browser.ReadAsync("/healthz"));
    }

    [Fact]
    public async Task An_unknown_page_is_a_404_with_a_sentence_and_no_stack()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync();
        using var browser = host.Browse();
        using var response = await browser.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is nothing at this address.", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_run_only_our_scripts()
    {
        await using var host = await TestHost.StartAsync();
        using var browser = host.Browse();
        using var response = await browser.GetAsync("/nowhere");
        Assert.Contains("script-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("object-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_stop_the_start_with_a_sentence_and_stay_as_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
        var file = Path.Combine(folder, "App_Data", "tenants.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "{\n  \"Default\": { \"State\": \"Running\" \n");
        var error = await Assert.ThrowsAsync<Crm.Kernel.Tenants.ShellSettingsException>(() => TestHost.StartAsync(new TestHostOptions { Folder = folder }));
        Assert.Contains("tenants.json cannot be read: line ", error.Message);
        Assert.Equal("{\n  \"Default\": { \"State\": \"Running\" \n", await File.ReadAllTextAsync(file));
        Directory.Delete(folder, recursive: true);
    }
}
