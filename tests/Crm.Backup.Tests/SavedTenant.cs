using System.Net;
using Crm.Kernel.Backup;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Backup.Tests;

/// <summary>A host with a tenant "shop" that holds notes and a file, on the database asked for.</summary>
internal sealed class SavedTenant : IAsyncDisposable
{
    private SavedTenant(TestHost host) => Host = host;

    public TestHost Host { get; }

    public TenantBackup Backup => Host.Services.GetRequiredService<TenantBackup>();

    public TenantRestore Restore => Host.Services.GetRequiredService<TenantRestore>();

    public ShellSettings Settings => Host.Shells.TryGetSettings("shop")!;

    public string File => Path.Combine(Host.Folder, "shop.zip");

    public string Site(string tenant = "shop") => Host.Services.GetRequiredService<HostFolders>().Site(tenant);

    public static async Task<SavedTenant> CreateAsync(string provider, int notes = 3)
    {
        var tenant = new SavedTenant(await TestHost.StartAsync());
        var connection = provider == "Postgres" ? await Postgres.SharedAsync() : null;
        await tenant.Host.SetupTenantAsync("shop", prefix: "shop", change: settings =>
        {
            settings["DatabaseProvider"] = provider;
            settings["ConnectionString"] = connection;
            settings["Schema"] = connection is null ? null : Postgres.NewSchema();
        });
        await tenant.Host.InTenantAsync(tenant.Settings, services => services.GetRequiredService<IContentDefinitionManager>().StoreTypeDefinitionAsync(new ContentTypeDefinition { Name = "Note", DisplayName = "Note" }));
        for (var i = 0; i < notes; i++)
        {
            await tenant.WriteNoteAsync($"Note {i} é 林");
        }

        Directory.CreateDirectory(Path.Combine(tenant.Site(), "Media"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(tenant.Site(), "Media", "bear.txt"), "Gaspard");
        Directory.CreateDirectory(Path.Combine(tenant.Site(), "MediaStaging"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(tenant.Site(), "MediaStaging", "half"), "Gas");
        return tenant;
    }

    public Task WriteNoteAsync(string title) => Host.InTenantAsync(Settings, async services =>
    {
        var contents = services.GetRequiredService<IContentManager>();
        var note = await contents.NewAsync("Note");
        note.DisplayText = title;
        await contents.CreateAsync(note);
    });

    public Task<List<string?>> NotesAsync(string tenant = "shop") => NotesAsync(Host, tenant);

    public static Task<List<string?>> NotesAsync(TestHost host, string tenant) => host.InTenantAsync(host.Shells.TryGetSettings(tenant)!, async services =>
        (await services.GetRequiredService<ISession>().Query<ContentItem, ContentItemIndex>(row => row.ContentType == "Note" && row.Latest).ListAsync())
            .Select(note => note.DisplayText).Order(StringComparer.Ordinal).ToList());

    public static async Task<HttpStatusCode> SignInAsync(TestHost host, string prefix)
    {
        using var browser = host.Browse(prefix);
        using var answer = await browser.SubmitAsync("/login", [new("Name", "admin"), new("Password", TestHost.AdminPassword)]);
        return answer.StatusCode;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

internal sealed class OnEachDatabase : TheoryData<string>
{
    public OnEachDatabase() => AddRange("Sqlite", "Postgres");
}
