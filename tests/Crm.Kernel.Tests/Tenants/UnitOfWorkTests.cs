using System.Net;
using Crm.Kernel.Hosting;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Tenants;

public sealed class UnitOfWorkTests : IAsyncLifetime
{
    private readonly PluginsFolder _plugins = new(PluginsFolder.Probe);
    private TestHost _host = null!;
    private TestBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(new TestHostOptions { Plugins = _plugins.Path });
        await _host.SetupTenantAsync(features: ["ProbeModule"]);
        _browser = _host.Browse();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
        _plugins.Dispose();
    }

    [Fact]
    public async Task What_a_handler_saved_is_there_when_its_answer_arrives()
    {
        Assert.Equal(HttpStatusCode.OK, (await _browser.PostAsync("/probe/notes/one", [])).StatusCode);
        Assert.Equal("""["one"]""", await _browser.ReadAsync("/probe/notes"));
    }

    [Fact]
    public async Task A_refusal_writes_nothing()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync("/probe/refuse/one", [])).StatusCode);
        Assert.Equal("[]", await _browser.ReadAsync("/probe/notes"));
    }

    [Fact]
    public async Task A_handler_that_throws_writes_nothing_and_shows_a_reference_and_no_detail()
    {
        using var response = await _browser.PostAsync("/probe/throw/one", []);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("[]", await _browser.ReadAsync("/probe/notes"));
        var error = Assert.Single(_host.Services.GetRequiredService<ErrorLog>().List("Default"));
        Assert.Contains(error.Reference, page);
        Assert.DoesNotContain("secret detail", page);
        Assert.Equal("POST /probe/throw/one", error.Where);
    }

    [Fact]
    public async Task A_request_that_only_reads_may_not_write()
    {
        Assert.Equal(HttpStatusCode.InternalServerError, (await _browser.GetAsync("/probe/write-on-get")).StatusCode);
        Assert.Equal("[]", await _browser.ReadAsync("/probe/notes"));
    }
}
