using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

public class SavingDocuments
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_is_saved_is_found_by_its_id(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);

        var id = await tenant.AddAsync(new Book { Title = "Les Misérables", Tags = ["roman", ""] });

        var book = await tenant.AskAsync(session => session.GetAsync<Book>(id));
        Assert.Equal("Les Misérables", book!.Title);
        Assert.Equal(["roman", ""], book.Tags);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Every_kind_of_column_comes_back_as_it_was_and_can_be_asked_for(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var at = new DateTime(2026, 3, 4, 5, 6, 7, 890, DateTimeKind.Utc);
        var book = new Book { Title = "L'été", Pages = 612, Price = 1234567.89m, BoughtUtc = at, Author = null };
        await tenant.AddAsync(book);
        await tenant.AddAsync(new Book { Title = "" });
        var (code, day) = (BookIndexes.CodeOf(book), new DateOnly(2026, 3, 4));

        var row = Assert.Single(await tenant.AskAsync(session => session.QueryIndex<BookIndex>()
            .Where(row => row.BoughtUtc == at && row.Day == day && row.IsLong && row.Code == code && row.Price == 1234567.89m
                && row.Big == 6_120_000_000_000L && row.Weight > 152.9 && row.Author == null && row.Title == "L'été").ToListAsync()));

        Assert.Equal((at, DateTimeKind.Utc, day, 1234567.89m, code), (row.BoughtUtc, row.BoughtUtc!.Value.Kind, row.Day, row.Price, row.Code));
        Assert.Equal(1, await tenant.AskAsync(session => session.Query<Book, BookIndex>(row => row.Title == "" && row.BoughtUtc == null).CountAsync()));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_change_rewrites_the_index_rows_that_differ_and_no_other(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A", Tags = ["x", "y", "z"] });
        var before = await RowIds(tenant);

        await tenant.DoAsync(async session =>
        {
            var book = await session.GetAsync<Book>(id);
            book!.Tags = ["x", "q"];
            await session.SaveAsync(book);
        });

        var after = await RowIds(tenant);
        Assert.Equal([("x", before[0].Id), ("q", before[1].Id)], after);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_save_without_change_puts_index_rows_right_that_do_not_fit_the_document(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A", Tags = ["x"] });
        await tenant.DoAsync(async session => await (await session.GetConnectionAsync(write: true)).GetTable<TagIndex>().Set(row => row.Tag, "wrong").UpdateAsync());
        await Rename(tenant, id, "B");
        Assert.Equal("wrong", Assert.Single(await RowIds(tenant)).Tag);

        await Rename(tenant, id, "B");

        Assert.Equal("x", Assert.Single(await RowIds(tenant)).Tag);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_is_deleted_leaves_no_row_behind(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A", Tags = ["x"] });

        await tenant.DoAsync(async session => session.Delete((await session.GetAsync<Book>(id))!));

        Assert.Null(await tenant.AskAsync(session => session.GetAsync<Book>(id)));
        Assert.Empty(await RowIds(tenant));
        Assert.Equal(0, await tenant.AskAsync(session => session.Query<Book, BookIndex>().CountAsync()));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task One_session_gives_one_object_for_one_document(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A" });

        await tenant.DoAsync(async session =>
        {
            var book = await session.GetAsync<Book>(id);
            Assert.Same(book, await session.Query<Book, BookIndex>(row => row.Title == "A").FirstOrDefaultAsync());
            Assert.Equal(id, session.GetDocumentId(book!));
        });
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_query_sees_what_its_own_unit_of_work_has_not_committed_yet(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);

        await tenant.DoAsync(async session =>
        {
            var book = new Book { Title = "New" };
            await session.SaveAsync(book);
            Assert.Same(book, await session.Query<Book, BookIndex>(row => row.Title == "New").FirstOrDefaultAsync());
            Assert.Null(await tenant.AskAsync(other => other.Query<Book, BookIndex>(row => row.Title == "New").FirstOrDefaultAsync()));
        });
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task When_the_work_throws_nothing_of_it_stays(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);

        await Assert.ThrowsAsync<TimeoutException>(() => tenant.DoAsync(async session =>
        {
            await session.SaveAsync(new Book { Title = "A" });
            await session.FlushAsync();
            throw new TimeoutException();
        }));

        Assert.Equal(0, await tenant.AskAsync(session => session.Query<Book>().CountAsync()));
        await tenant.AddAsync(new Book { Title = "B" });
        Assert.Equal("B", Assert.Single(await tenant.AskAsync(session => session.Query<Book>().ListAsync())).Title);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Who_asks_to_be_told_is_told_of_another_s_change(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A" });

        var conflict = await Assert.ThrowsAsync<ConcurrencyException>(() => tenant.DoAsync(async session =>
        {
            var book = (await session.GetAsync<Book>(id))!;
            await Rename(tenant, id, "B");
            book.Title = "C";
            await session.SaveAsync(book, checkConcurrency: true);
        }));

        Assert.Equal(id, conflict.DocumentId);
        Assert.Equal("B", (await tenant.AskAsync(session => session.GetAsync<Book>(id)))!.Title);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Who_does_not_ask_writes_last_and_history_knows_what_was_there(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A" });

        await tenant.DoAsync(async session =>
        {
            var book = (await session.GetAsync<Book>(id))!;
            await Rename(tenant, id, "B");
            book.Title = "C";
            await session.SaveAsync(book);
        });

        var last = await tenant.AskAsync(session => session.GetConnectionAsync().ContinueWith(
            db => db.GetAwaiter().GetResult().GetTable<HistoryRow>().OrderByDescending(row => row.Id).FirstAsync()).Unwrap());
        Assert.Equal(3, last.Version);
        Assert.Contains("\"B\"", last.Backward);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_save_that_changes_nothing_writes_nothing(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A" });

        await Rename(tenant, id, "A");

        Assert.Equal(1, await tenant.AskAsync(async session =>
        {
            await session.GetAsync<Book>(id);
            return session.GetVersion((await session.GetAsync<Book>(id))!);
        }));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_session_for_reading_refuses_to_write(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        var id = await tenant.AddAsync(new Book { Title = "A" });

        await Assert.ThrowsAsync<InvalidOperationException>(() => tenant.AskAsync(async session =>
        {
            await session.SaveAsync(new Book());
            return 0;
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => tenant.AskAsync(async session =>
        {
            session.Delete((await session.GetAsync<Book>(id))!);
            return 0;
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => tenant.AskAsync(session => session.GetConnectionAsync(write: true)));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_connection_not_asked_for_writing_cannot_write(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => tenant.DoAsync(async session =>
        {
            var db = await session.GetConnectionAsync();
            await db.GetTable<BookIndex>().DeleteAsync();
        }));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Tenants_share_the_queries_that_are_translated(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        await using var stranger = await TestTenant.CreateAsync(provider);
        await stranger.AddAsync(new Book { Title = "Its own" });

        // linq2db keeps its translations by this number; it comes from the connection string unless told otherwise.
        Assert.Equal(await KeyAsync(tenant), await KeyAsync(stranger));
        Assert.Empty(await TitlesAsync(tenant));
        Assert.Equal(["Its own"], await TitlesAsync(stranger));

        static Task<int> KeyAsync(TestTenant tenant) => tenant.AskAsync(async session => ((LinqToDB.IDataContext)await session.GetConnectionAsync()).ConfigurationID);
        static Task<List<string>> TitlesAsync(TestTenant tenant) => tenant.AskAsync(async session => await (await session.GetConnectionAsync()).GetTable<BookIndex>().Select(row => row.Title).ToListAsync());
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Sessions_in_parallel_never_get_the_same_id(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        await using var other = tenant.Again();
        var ids = new System.Collections.Concurrent.ConcurrentBag<long>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            var from = n % 2 == 0 ? tenant : other;
            for (var i = 0; i < 4; i++)
            {
                await from.DoAsync(async session =>
                {
                    for (var j = 0; j < 100; j++)
                    {
                        var book = new Book { Title = $"{n}-{i}-{j}" };
                        await session.SaveAsync(book);
                        ids.Add(session.GetDocumentId(book));
                        if (j == 50)
                        {
                            await session.FlushAsync();
                        }
                    }
                });
            }
        })));

        Assert.Equal(3200, ids.Distinct().Count());
        Assert.Equal(3200, await tenant.AskAsync(session => session.Query<Book, BookIndex>().CountAsync()));
    }

    private static Task Rename(TestTenant tenant, long id, string title) => tenant.DoAsync(async session =>
    {
        var book = (await session.GetAsync<Book>(id))!;
        book.Title = title;
        await session.SaveAsync(book);
    });

    private static Task<List<(string Tag, long Id)>> RowIds(TestTenant tenant) => tenant.AskAsync(async session =>
        (await session.QueryIndex<TagIndex>().OrderBy(row => row.Id).ToListAsync()).Select(row => (row.Tag, row.Id)).ToList());
}
