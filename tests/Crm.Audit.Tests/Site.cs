using System.Net;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Audit.Tests;

/// <summary>A tenant with houses that have a street, and its administrator signed in.</summary>
internal sealed class Site : IAsyncDisposable
{
    private Site(TestHost host, TestBrowser admin) => (Host, Admin) = (host, admin);

    public TestHost Host { get; }

    public TestBrowser Admin { get; }

    public ShellSettings Tenant => Host.Shells.TryGetSettings(ShellSettings.DefaultShellName)!;

    public static async Task<Site> OpenAsync(PreparedTenant tenant)
    {
        var host = await TestHost.StartAsync(new TestHostOptions { Prepared = tenant });
        return new Site(host, await host.Browse().SignInAsync());
    }

    public Task<(string Item, long Document)> WriteAsync(string name, string street, string? batch = null) => Host.InTenantAsync(Tenant, async services =>
    {
        services.GetRequiredService<ChangeContext>().BatchId = batch;
        var contents = services.GetRequiredService<IContentManager>();
        var house = await contents.NewAsync("House");
        house.DisplayText = name;
        await contents.CreateAsync(house.Merge(Street(street)));
        return (house.ContentItemId, house.Id);
    });

    public Task EditAsync(string item, string street) => ChangeAsync(item, house => house.Merge(Street(street)));

    public Task RenameAsync(string item, string name) => ChangeAsync(item, house => house.DisplayText = name);

    public Task<IReadOnlyList<HistoryEntry>> PastAsync(string item)
        => Host.InTenantAsync(Tenant, services => services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(ItemId: item)));

    public Task<(string?, string?)?> ReadAsync(string item) => Host.InTenantAsync(Tenant, async services =>
        await services.GetRequiredService<IContentManager>().GetAsync(item, VersionOptions.Latest) is { } house
            ? ((string?, string?)?)(house.DisplayText, (string?)house.Data["House"]?["Street"]?["Text"])
            : null);

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await Admin.GetAsync(path);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Host.DisposeAsync();
    }

    private Task ChangeAsync(string item, Action<ContentItem> change) => Host.InTenantAsync(Tenant, async services =>
    {
        var contents = services.GetRequiredService<IContentManager>();
        var house = (await contents.GetAsync(item, VersionOptions.Latest))!;
        change(house);
        await contents.UpdateAsync(house);
    });

    private static JsonObject Street(string street) => new() { ["House"] = new JsonObject { ["Street"] = new JsonObject { ["Text"] = street } } };
}
