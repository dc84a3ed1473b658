using Crm.Kernel.Data;
using Crm.Search.Records;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Search.Tests.Index;

public sealed class RebuildTests
{
    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Two_in_a_row_leave_a_whole_index_and_the_search_answers_all_the_while(string database)
    {
        await using var site = await SearchSite.StartAsync(database);
        for (var n = 0; n < 30; n++)
        {
            await site.PersonAsync($"Nr{n}", "Rubis");
        }

        await site.SettleAsync();
        for (var turn = 1; turn <= 2; turn++)
        {
            var before = Current(site);
            await PressAsync(site);
            await site.PersonAsync($"Neu{turn}", "Rubis"); // comes in while it is made, or just after
            await UntilAsync(async () =>
            {
                Assert.Contains("Rubis", string.Join(' ', await site.FindAsync("rubis"))); // never without
                return Current(site) != before;
            });
            await site.SettleAsync();
            Assert.Equal(30 + turn, (await site.FindAsync("rubis", more: "&type=Person")).Count);
        }

        Assert.Single(Directory.GetDirectories(site.Folder));
    }

    [Fact]
    public async Task One_that_fails_says_so_the_old_index_serves_on_and_the_next_try_ends_well()
    {
        await using var site = await SearchSite.StartAsync();
        var id = await site.PersonAsync("Odile", "Corail");
        await site.SettleAsync();
        var before = Current(site);
        var whole = await BreakAsync(site, id);
        await PressAsync(site);
        await UntilAsync(async () => (await site.Browser.ReadAsync("/admin/search/indexes")).Contains("could not be made anew", StringComparison.Ordinal));
        Assert.Equal(before, Current(site));
        Assert.Single(Directory.GetDirectories(site.Folder));
        Assert.Equal(1, await site.InAsync(services => Task.FromResult(services.GetRequiredService<RecordIndex>().Index.Search(searcher
            => searcher.Search(new Lucene.Net.Search.TermQuery(new Lucene.Net.Index.Term("n0.name", "corail")), 1).TotalHits))));

        await WriteAsync(site, id, whole);
        await PressAsync(site);
        await UntilAsync(() => Task.FromResult(Current(site) != before));
        await site.UntilAsync("corail", "Odile Corail");
        Assert.DoesNotContain("could not be made anew", await site.Browser.ReadAsync("/admin/search/indexes"));
    }

    private static string Current(SearchSite site) => File.ReadAllText(Path.Combine(site.Folder, "current"));

    private static async Task PressAsync(SearchSite site)
    {
        using var pressed = await site.Browser.SubmitAsync("/admin/search/indexes", [], "/admin/search/indexes?handler=Rebuild");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, pressed.StatusCode);
    }

    // A record whose JSON cannot be read.
    private static async Task<string> BreakAsync(SearchSite site, string id)
    {
        var whole = await site.InAsync(async services => (await services.GetRequiredService<ISession>().GetConnectionAsync()).Query<string>($"SELECT Content FROM Document WHERE Content LIKE '%{id}%' AND Content LIKE '%Corail%'").Single());
        await WriteAsync(site, id, "{ \"ContentItemId\": 7, \"" + id + "Corail\": 0 }");
        return whole;
    }

    private static Task<bool> WriteAsync(SearchSite site, string id, string json) => site.InAsync(async services =>
    {
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        Assert.Equal(1, db.Execute($"UPDATE Document SET Content = @json WHERE Content LIKE '%{id}%' AND Content LIKE '%Corail%'", new DataParameter("json", json)));
        return true;
    });

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
