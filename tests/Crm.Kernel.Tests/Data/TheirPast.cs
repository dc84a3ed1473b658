using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

public class TheirPast
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Each_save_is_kept_with_who_when_and_what(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A" });
        await Change(tenant, id, book => book.Title = "B", context => (context.Actor, context.ActorName) = ("u1", "Ann"));
        await tenant.DoAsync(async session => session.Delete((await session.GetAsync<Book>(id))!));

        var past = await tenant.AskAsync(services => History(services).ListAsync(id));

        Assert.Equal([("Deleted", 3), ("Updated", 2), ("Created", 1)], past.Select(entry => (entry.Event, entry.Version)));
        Assert.Equal(("u1", "Ann", "Book"), (past[1].Actor, past[1].ActorName, past[1].Type));
        Assert.Equal("""[{"op":"replace","path":"/Title","value":"B"}]""", past[1].Forward);
        Assert.Equal("""[{"op":"replace","path":"/Title","value":"A"}]""", past[1].Backward);
        Assert.Equal([past[1]], await tenant.AskAsync(services => History(services).ListAsync(new HistoryFilter(Type: "Book", Actor: "u1", FromUtc: past[1].Utc, Event: "Updated"))));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Every_state_of_the_past_can_be_read_also_after_the_deletion(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A", Tags = ["x"] });
        await Change(tenant, id, book => book.Tags = ["x", "y"]);
        await Change(tenant, id, book => (book.Title, book.Tags) = ("C", ["z"]));
        await tenant.DoAsync(async session => session.Delete((await session.GetAsync<Book>(id))!));

        var titles = new List<string>();
        for (var version = 0; version <= 4; version++)
        {
            var state = await tenant.AskAsync(services => History(services).GetStateAsync(id, version));
            titles.Add(state is null ? "-" : $"{state["Title"]}:{string.Join(",", state["Tags"]!.AsArray())}");
        }

        Assert.Equal(["-", "A:x", "A:x,y", "C:z", "-"], titles);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Undoing_a_save_keeps_later_changes_of_other_members(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A", Pages = 1 });
        await Change(tenant, id, book => book.Title = "B");
        await Change(tenant, id, book => book.Pages = 2);

        Assert.Empty(await Undo(tenant, id, version: 2));

        var book = await tenant.AskAsync(session => session.GetAsync<Book>(id));
        Assert.Equal(("A", 2), (book!.Title, book.Pages));
        Assert.Equal(1, await tenant.AskAsync(session => session.Query<Book, BookIndex>(row => row.Title == "A").CountAsync()));
        Assert.Equal("Undone", (await tenant.AskAsync(services => History(services).ListAsync(id)))[0].Event);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Undoing_a_save_whose_members_were_changed_again_says_which_and_writes_nothing(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A", Pages = 1 });
        await Change(tenant, id, book => (book.Title, book.Pages) = ("B", 2));
        await Change(tenant, id, book => book.Title = "C");

        Assert.Equal(["Title"], await Undo(tenant, id, version: 2));

        Assert.Equal(2, (await tenant.AskAsync(session => session.GetAsync<Book>(id)))!.Pages);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Undoing_a_deletion_brings_document_and_index_rows_back_under_the_same_id(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A", Tags = ["x"] });
        await tenant.DoAsync(async session => session.Delete((await session.GetAsync<Book>(id))!));

        Assert.Empty(await Undo(tenant, id, version: 2));

        Assert.Equal("A", (await tenant.AskAsync(session => session.Query<Book, TagIndex>(row => row.Tag == "x").FirstOrDefaultAsync()))!.Title);
        Assert.Equal([3, 2, 1], (await tenant.AskAsync(services => History(services).ListAsync(id))).Select(entry => (int)entry.Version));
        Assert.Empty(await Undo(tenant, id, version: 3));
        Assert.Null(await tenant.AskAsync(session => session.GetAsync<Book>(id)));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_batch_is_undone_whole_and_what_was_changed_since_is_left_and_named(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var (changed, deleted, touched) = (await tenant.AddAsync(new Book { Title = "A" }), await tenant.AddAsync(new Book { Title = "D" }), await tenant.AddAsync(new Book { Title = "T" }));
        await tenant.DoAsync(async session =>
        {
            foreach (var id in new[] { changed, touched })
            {
                var book = (await session.GetAsync<Book>(id))!;
                book.Title += "!";
                await session.SaveAsync(book);
            }

            session.Delete((await session.GetAsync<Book>(deleted))!);
            await session.SaveAsync(new Book { Title = "New" });
            await session.FlushAsync();
            var again = (await session.GetAsync<Book>(changed))!;
            again.Title += "!";
            await session.SaveAsync(again);
        }, context => context.BatchId = "batch-1");
        await Change(tenant, touched, book => book.Title = "Other");

        var left = await Do(tenant, history => history.UndoBatchAsync("batch-1"));

        Assert.Equal([touched], left);
        var titles = await tenant.AskAsync(session => session.Query<Book, BookIndex>().OrderBy(row => row.Title).ListAsync());
        Assert.Equal(["A", "D", "Other"], titles.Select(book => book.Title));
    }

    private static IHistory History(IServiceProvider services) => services.GetRequiredService<IHistory>();

    private static async Task<T> Do<T>(TestTenant tenant, Func<IHistory, Task<T>> act)
    {
        var result = default(T);
        await tenant.DoAsync(async (services, _) => result = await act(History(services)));
        return result!;
    }

    private static async Task<IReadOnlyList<string>> Undo(TestTenant tenant, long id, long version) => await Do(tenant, async history =>
        await history.UndoAsync((await history.ListAsync(id)).Single(entry => entry.Version == version).Id));

    private static Task Change(TestTenant tenant, long id, Action<Book> change, Action<ChangeContext>? context = null) => tenant.DoAsync(async session =>
    {
        var book = (await session.GetAsync<Book>(id))!;
        change(book);
        await session.SaveAsync(book);
    }, context);
}
