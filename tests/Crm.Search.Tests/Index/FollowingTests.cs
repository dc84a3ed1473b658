using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Search.Records;
using Crm.Testing;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Tests.Index;

public sealed class FollowingTests
{
    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task What_is_saved_is_found_what_is_changed_is_found_by_its_new_words_and_what_is_trashed_is_not(string database)
    {
        await using var site = await SearchSite.StartAsync(database);
        var id = await site.PersonAsync("Odile", "Quartz");
        await site.UntilAsync("quartz", "Odile Quartz");

        await site.ChangeAsync(id, (content, item) =>
        {
            item.Merge((JsonObject)JsonNode.Parse("""{ "PersonPart": { "FamilyName": "Saphir" } }""")!);
            return content.UpdateAsync(item);
        });
        await site.UntilAsync("saphir", "Odile Saphir");
        Assert.Empty(await site.FindAsync("quartz"));

        await site.ChangeAsync(id, (content, item) => content.RemoveAsync(item));
        await site.UntilAsync("saphir");
        await site.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RestoreAsync((await content.GetAllVersionsAsync(id))[0]);
            return true;
        });
        await site.UntilAsync("saphir", "Odile Saphir");
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task A_bulk_act_is_found_whole_and_its_undo_takes_it_out(string database)
    {
        await using var site = await SearchSite.StartAsync(database);
        await site.SettleAsync();
        await site.InAsync(async services =>
        {
            services.GetRequiredService<ChangeContext>().BatchId = "bulk";
            var content = services.GetRequiredService<IContentManager>();
            for (var n = 0; n < 700; n++)
            {
                var item = await content.NewAsync("Person");
                item.Merge((JsonObject)JsonNode.Parse($$"""{ "PersonPart": { "GivenName": "Nr{{n}}", "FamilyName": "Topaze" } }""")!);
                await content.CreateAsync(item);
            }

            return true;
        });
        await site.SettleAsync();
        Assert.Contains("700", await site.PageAsync("topaze"));
        await site.InAsync(async services => await services.GetRequiredService<IHistory>().UndoBatchAsync("bulk"));
        await site.SettleAsync();
        Assert.Empty(await site.FindAsync("topaze"));
    }

    [Fact]
    public async Task A_host_that_starts_again_goes_on_from_where_the_index_stands()
    {
        var folder = Directory.CreateTempSubdirectory("crm-search-").FullName;
        await using (var host = await TestHost.StartAsync(new TestHostOptions { Folder = folder }))
        {
            await host.SetupTenantAsync(features: ["Crm.Users", "Crm.Contacts", "Crm.Search"]);
            await AddAsync(host, "Agathe");
            await UntilAsync(host, "agathe");
        }

        // Saved by a process that does not index: it never started its jobs.
        await using (var host = await TestHost.StartAsync(new TestHostOptions { Folder = folder }))
        {
            await AddAsync(host, "Beryl");
            await UntilAsync(host, "beryl");
            Assert.Equal(2, await host.InTenantAsync(host.Shells.TryGetSettings("Default")!, services => Task.FromResult(services.GetRequiredService<RecordIndex>().Index.Documents)));
        }

        Directory.Delete(folder, recursive: true);

        static Task AddAsync(TestHost host, string name) => host.InTenantAsync(host.Shells.TryGetSettings("Default")!, async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = await content.NewAsync("Person");
            item.Merge((JsonObject)JsonNode.Parse($$"""{ "PersonPart": { "GivenName": "{{name}}" } }""")!);
            await content.CreateAsync(item);
        });

        static async Task UntilAsync(TestHost host, string word)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (!await host.InTenantAsync(host.Shells.TryGetSettings("Default")!, services =>
            {
                var index = services.GetRequiredService<RecordIndex>().Index;
                return Task.FromResult(index.Exists && index.Search(searcher => searcher.Search(new Lucene.Net.Search.TermQuery(new Lucene.Net.Index.Term("n0.name", word)), 1).TotalHits) == 1);
            }))
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }

    [Fact]
    public async Task A_tenant_without_a_shell_holds_no_file_of_its_index_open_and_finds_again_when_it_wakes()
    {
        await using var site = await SearchSite.StartAsync();
        await site.PersonAsync("Odile", "Grenat");
        await site.UntilAsync("grenat", "Odile Grenat");
        Assert.NotEmpty(OpenFiles(site.Folder));
        await site.InAsync(services => Task.FromResult(0));
        await LetGoAsync(site);
        Assert.Equal(["Odile Grenat"], await site.FindAsync("grenat"));
    }

    [Fact]
    public async Task The_shells_that_live_at_once_during_a_switch_share_one_index()
    {
        await using var site = await SearchSite.StartAsync();
        await site.SettleAsync();
        var old = site.InAsync(services => Task.FromResult(services.GetRequiredService<RecordIndex>()));
        await site.Host.Shells.ReleaseShellContextAsync(site.Settings);
        await site.PersonAsync("Odile", "Onyx");
        await site.UntilAsync("onyx", "Odile Onyx");
        Assert.Same(await old, await site.InAsync(services => Task.FromResult(services.GetRequiredService<RecordIndex>())));
    }

    // A job or a follower may be at work in the shell, or wake it once more: it holds files until it has left.
    private static async Task LetGoAsync(SearchSite site)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await ((ShellHost)site.Host.Shells).CloseAsync(site.Settings);
        while (OpenFiles(site.Folder) is { Count: > 0 } open)
        {
            Assert.False(patience.IsCancellationRequested, "Still open: " + string.Join(", ", open));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static List<string> OpenFiles(string folder)
        => [.. Directory.GetFiles("/proc/self/fd").Select(TargetOf).Concat(Mapped()).Where(file => file.StartsWith(folder, StringComparison.Ordinal))];

    private static string TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, false)?.FullName ?? "";
        }
        catch (FileNotFoundException)
        {
            return ""; // other tests of this process have closed it meanwhile
        }
    }

    private static IEnumerable<string> Mapped() => File.ReadLines("/proc/self/maps").Select(line => line.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? line[at..] : "");
}
