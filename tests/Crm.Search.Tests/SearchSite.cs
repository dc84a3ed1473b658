using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Kernel.Content;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Tests;

/// <summary>A tenant with contacts and search, on a host that the tests of this project share, and an administrator's browser at it.</summary>
internal sealed partial class SearchSite : IAsyncDisposable
{
    /// <summary>How long a change may take until it is found; the promise is two seconds, on a machine that does nothing else.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Search", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly Lazy<Task<TestHost>> s_host = new(() => TestHost.StartAsync());
    private static int s_count;

    private SearchSite(TestHost host, ShellSettings settings, TestBrowser browser) => (Host, Settings, Browser) = (host, settings, browser);

    public TestHost Host { get; }

    public ShellSettings Settings { get; }

    public TestBrowser Browser { get; }

    /// <summary>The folder of the index.</summary>
    public string Folder => Path.Combine(Host.Data, "Sites", Settings.Name, "Lucene", "records");

    public static async Task<SearchSite> StartAsync(string database = "Sqlite")
    {
        var host = await s_host.Value;
        var name = $"s{Interlocked.Increment(ref s_count)}";
        var settings = await host.CopyTenantAsync(name, s_features, database);
        var browser = await host.Browse(name).SignInAsync();
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return new SearchSite(host, settings, browser);
    }

    /// <summary>Stores an item; returns its id.</summary>
    public Task<string> AddAsync(string type, string json, string? owner = null, string? title = null) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(type);
        item.Owner = owner ?? item.Owner;
        item.Merge((JsonObject)JsonNode.Parse(json)!);
        item.DisplayText = title ?? item.DisplayText;
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>Stores a person.</summary>
    public Task<string> PersonAsync(string given, string family, string more = "", string? owner = null)
        => AddAsync("Person", $$"""{ "PersonPart": { "GivenName": "{{given}}", "FamilyName": "{{family}}" {{(more.Contains("Part", StringComparison.Ordinal) ? "}, " + more : more + " }")}} }""", owner);

    /// <summary>Changes an item.</summary>
    public Task ChangeAsync(string id, Func<IContentManager, ContentItem, Task> change) => InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        await change(content, (await content.GetAsync(id, VersionOptions.Latest))!);
        return true;
    });

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.InTenantAsync(Settings, work);

    /// <summary>The names found, in the order shown, over all types.</summary>
    public async Task<List<string>> FindAsync(string words, TestBrowser? browser = null, string more = "")
        => Names(await PageAsync(words, browser, more));

    /// <summary>The page of results.</summary>
    public Task<string> PageAsync(string words, TestBrowser? browser = null, string more = "") => (browser ?? Browser).ReadAsync($"/admin/search?q={Uri.EscapeDataString(words)}{more}");

    /// <summary>Searches until these names are found, and no others.</summary>
    public async Task UntilAsync(string words, params string[] names)
    {
        using var patience = new CancellationTokenSource(s_patience);
        List<string> found;
        while (!(found = await FindAsync(words)).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)))
        {
            Assert.False(patience.IsCancellationRequested, $"“{words}” finds {string.Join(", ", found)}, not {string.Join(", ", names)}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Stores a mark after all that was stored before, and waits until it is found: the index has then come as far.</summary>
    public async Task SettleAsync()
    {
        var mark = $"Zzmark{Interlocked.Increment(ref s_count)}";
        await PersonAsync("Ada", mark);
        await UntilAsync(mark, $"Ada {mark}");
    }

    public static List<string> Names(string page) => [.. Name().Matches(page).Select(match => WebUtility.HtmlDecode(Tags().Replace(match.Groups["name"].Value, "")).Trim())];

    public ValueTask DisposeAsync()
    {
        Browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("""<li>\s*<(a|span)[^>]*dir="auto">(?<name>.*?)</(a|span)>\s*(<span class="search-|</li>)""", RegexOptions.Singleline)]
    private static partial Regex Name();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
