using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Tests;

/// <summary>A tenant with the content module, and an administrator's browser at it.</summary>
internal sealed class ContentSite
{
    private static readonly Lazy<Task<TestHost>> s_host = new(() => TestHost.StartAsync());
    private static int s_count;

    private ContentSite(TestHost host, ShellSettings settings, TestBrowser browser) => (Host, Settings, Browser) = (host, settings, browser);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Browser { get; }

    public static async Task<ContentSite> StartAsync()
    {
        var host = await s_host.Value;
        var name = $"c{Interlocked.Increment(ref s_count)}";
        var settings = await host.SetupTenantAsync(name, prefix: name, features: ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Theme.Admin", "Crm.Theme.Site"]);
        return new ContentSite(host, settings, await host.Browse(name).SignInAsync());
    }

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    /// <summary>The browser of somebody who holds these rights.</summary>
    public async Task<TestBrowser> AsAsync(string name, params string[] rights)
    {
        await Host.AddRoleAsync(Settings, name, rights);
        await Host.AddUserAsync(Settings, name, name);
        return await Host.Browse(Settings.Name).SignInAsync(name);
    }

    /// <summary>Sends a form and says where it led, or fails with the page.</summary>
    public async Task<string> PostAsync(string page, string? action, params (string Name, string Value)[] fields)
    {
        using var response = await Browser.SubmitAsync(page, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), action);
        return response.StatusCode == HttpStatusCode.Redirect
            ? response.Headers.Location!.ToString()
            : throw new InvalidOperationException($"{action ?? page} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Sends a form that is refused; the page that says why.</summary>
    public async Task<string> RefusedAsync(string page, params (string Name, string Value)[] fields)
    {
        using var response = await Browser.SubmitAsync(page, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    /// <summary>A type "Partner" with these fields.</summary>
    public async Task PartnerAsync(params (string Label, string Kind)[] fields)
    {
        await PostAsync("/admin/content-types/create", null, ("Name", "Partner"));
        foreach (var (label, kind) in fields)
        {
            await PostAsync("/admin/content-types/Partner", "/admin/content-types/Partner?handler=AddField", ("Label", label), ("FieldKind", kind));
        }
    }

    public Task<string> IdAsync(string title) => InAsync(services => services.GetRequiredService<ISession>().QueryIndex<ContentItemIndex>()
        .Where(index => index.DisplayText == title && index.Latest).Select(index => index.ContentItemId).FirstAsync());

    public Task<ContentItem?> ItemAsync(string id) => InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id));

    /// <summary>Adds a type, or changes it, as a module's migration does.</summary>
    public Task TypeAsync(string name, Action<ContentTypeDefinitionBuilder> alteration) => InAsync(async services =>
    {
        await services.GetRequiredService<IContentDefinitionManager>().AlterTypeDefinitionAsync(name, type => alteration(type.Creatable().Listable().Draftable().Versionable().Securable()));
        return 0;
    });

    /// <summary>Creates an item by its form and gives its id.</summary>
    public async Task<string> CreateAsync(string type, params (string Name, string Value)[] fields)
        => (await PostAsync($"/admin/content/{type}/create", null, [.. fields, ("act", "publish")])).Split('/')[^1];

    /// <summary>The document and version that an editor's form carries.</summary>
    public async Task<(string, string)[]> FormAsync(string id)
    {
        var page = await Browser.ReadAsync($"/admin/content/item/{id}/edit");
        return [.. new[] { "Document", "Version" }.Select(name => (name, Regex.Match(page, $"name=\"{name}\" value=\"([0-9]+)\"").Groups[1].Value))];
    }

    /// <summary>Sends the editor of an item.</summary>
    public async Task EditAsync(string id, params (string Name, string Value)[] fields)
        => await PostAsync($"/admin/content/item/{id}/edit", null, [.. await FormAsync(id), .. fields, ("act", "publish")]);

    /// <summary>A page asked for by somebody who is not signed in: its status and text.</summary>
    public async Task<(HttpStatusCode Status, string Page)> AnonymousAsync(string path)
    {
        using var browser = Host.Browse(Settings.Name);
        using var response = await browser.GetAsync(path);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }
}
