using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Crm.Testing;

namespace Crm.Hosting.Tests.Tenants;

public sealed class SwitchUnderLoadTests
{
    private const int Connections = 16;
    private const int Switches = 20;

    [Fact]
    public async Task Twenty_switches_under_sixteen_connections_fail_no_request_and_store_each_post_once()
    {
        using var plugins = new PluginsFolder(PluginsFolder.Probe);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path });
        var tenant = await host.SetupTenantAsync(features: ["ProbeModule"]);
        using var browser = host.Browse();
        using var stop = new CancellationTokenSource();
        var posted = new ConcurrentBag<string>();
        var answers = new ConcurrentBag<HttpStatusCode>();
        var slow = Enumerable.Range(0, 4).Select(_ => browser.GetAsync("/probe/wait/3")).ToList();
        var load = Enumerable.Range(0, Connections).Select(number => Task.Run(() => LoadAsync(number))).ToList();

        for (var i = 0; i < Switches; i++)
        {
            var on = i % 2 == 0;
            await host.SwitchAsync(tenant, on ? ["ProbeModule.Extra"] : [], on ? [] : ["ProbeModule.Extra"]);
            Assert.Equal(on ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await browser.GetAsync("/probe/extra")).StatusCode);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.All(await Task.WhenAll(slow), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.DoesNotContain(answers, status => (int)status >= 500);
        Assert.NotEmpty(posted);
        var stored = JsonSerializer.Deserialize<string[]>(await browser.ReadAsync("/probe/notes"))!;
        Assert.Equal(posted.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));

        async Task LoadAsync(int number)
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                using var response = (i % 4) switch
                {
                    0 => await browser.PostAsync($"/probe/notes/{number}-{i}", []),
                    1 => await browser.GetAsync("/probe/extra"),
                    _ => await browser.GetAsync("/error/404"),
                };
                answers.Add(response.StatusCode);
                if (i % 4 == 0 && response.IsSuccessStatusCode)
                {
                    posted.Add($"{number}-{i}");
                }
            }
        }
    }
}
