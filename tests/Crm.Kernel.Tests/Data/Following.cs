using Crm.Kernel.Data;
using Crm.Kernel.Data.Following;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Jobs;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Kernel.Tests.Data;

public class Following
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_follower_sees_every_change_once_in_order_and_what_changed(string provider)
    {
        var seen = new Notebook();
        await using var tenant = await Tenant(provider, seen);
        var id = await tenant.AddAsync(new Book { Title = "A" });
        await tenant.DoAsync(async session =>
        {
            var book = (await session.GetAsync<Book>(id))!;
            (book.Title, book.Tags) = ("B", ["x"]);
            await session.SaveAsync(book);
        });
        await RunAll(tenant);
        await tenant.DoAsync(async session => session.Delete((await session.GetAsync<Book>(id))!));
        await RunAll(tenant);

        var book = seen.Entries.Where(entry => entry.Type == "Book").ToList();
        Assert.Equal([("Created", 1), ("Updated", 2), ("Deleted", 3)], book.Select(entry => (entry.Event, entry.Version)));
        Assert.Equal(["Title", "Tags"], book[1].Fields);
        Assert.All(book, entry => Assert.Equal(id, entry.DocumentId));
        Assert.Equal(0, (await Status(tenant)).Lag);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_batch_is_one_line_and_as_many_entries_as_documents(string provider)
    {
        var seen = new Notebook { BatchSize = 7 };
        await using var tenant = await Tenant(provider, seen);
        await RunAll(tenant);
        var lines = await Lines(tenant);
        await tenant.DoAsync(async session =>
        {
            for (var n = 0; n < 20; n++)
            {
                await session.SaveAsync(new Book { Title = $"{n}" });
            }
        }, context => (context.BatchId, context.Event) = ("b1", "Imported"));
        await RunAll(tenant);

        Assert.Equal(1, await Lines(tenant) - lines);
        var entries = seen.Entries.Where(entry => entry.BatchId == "b1").ToList();
        Assert.Equal(20, entries.Select(entry => entry.DocumentId).Distinct().Count());
        Assert.All(entries, entry => Assert.Equal(("Imported", "Book", "document", 1), (entry.Event, entry.Type, entry.Kind, (int)entry.Version)));
        Assert.True(seen.LargestCall <= 7);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_plain_table_has_one_line_a_commit(string provider)
    {
        var seen = new Notebook();
        await using var tenant = await Tenant(provider, seen);
        await tenant.DoAsync(async (services, session) =>
        {
            await services.GetRequiredService<ISchemaBuilder>().CreateTableAsync<Loan>(table => table.HasIndex(loan => loan.Utc));
            var db = await session.GetConnectionAsync(write: true);
            for (var n = 0; n < 3; n++)
            {
                await db.InsertAsync(new Loan { Reader = "Ann", Utc = DateTime.UnixEpoch });
                session.RecordChange("Loan", "Lent");
            }
        });
        await RunAll(tenant);

        Assert.Equal("Lent", Assert.Single(seen.Entries, entry => entry.Kind == "Loan").Event);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task One_that_fails_gets_the_same_again_later_and_what_it_wrote_is_gone(string provider)
    {
        var clock = new TestClock();
        var seen = new Notebook { Fails = true, Writes = true };
        await using var tenant = await Tenant(provider, seen, services => services.AddSingleton<TimeProvider>(clock));
        await tenant.AddAsync(new Book { Title = "A" });
        await RunAll(tenant);
        await RunAll(tenant);

        var status = await Status(tenant);
        Assert.Equal((1, "the pen is empty", 0), (status.Failures, status.LastError, status.Position));
        Assert.Equal(1, await tenant.AskAsync(session => session.Query<Book>().CountAsync()));
        seen.Fails = seen.Writes = false;
        clock.Advance(TimeSpan.FromSeconds(2));
        await RunAll(tenant);
        Assert.Contains(seen.Entries, entry => entry.Type == "Book");
        Assert.Equal((0, null), ((await Status(tenant)).Failures, (await Status(tenant)).LastError));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task The_log_is_kept_until_all_have_passed_and_fourteen_days_at_most_then_who_is_behind_builds_anew(string provider)
    {
        var clock = new TestClock();
        var seen = new Notebook();
        await using var tenant = await Tenant(provider, seen, services => services.AddSingleton<TimeProvider>(clock));
        await tenant.AddAsync(new Book { Title = "A" });
        var before = await Lines(tenant);
        await Trim(tenant);
        Assert.Equal(before, await Lines(tenant));

        await RunAll(tenant);
        await Trim(tenant);
        Assert.Equal(1, await Lines(tenant));
        Assert.Equal(0, seen.Rebuilds);

        await tenant.AddAsync(new Book { Title = "B" });
        await tenant.AddAsync(new Book { Title = "C" });
        clock.Advance(TimeSpan.FromDays(15));
        await Trim(tenant);
        await RunAll(tenant);
        Assert.Equal((1, 0L), (seen.Rebuilds, (await Status(tenant)).Lag));
    }

    [Fact]
    public async Task On_PostgreSQL_a_later_writer_waits_for_an_early_one_that_has_appended_so_no_cursor_skips_a_line()
    {
        var seen = new Notebook();
        await using var tenant = await Tenant("Postgres", seen);
        await RunAll(tenant);
        var early = await tenant.Store.RentAsync();
        await early.BeginAsync(background: false);
        await early.AppendAsync([new ChangeLogRow { Kind = "Loan", Event = "early" }]);

        var late = tenant.AddAsync(new Book { Title = "late" });
        await Until(async () => await tenant.AskAsync(async (ISession session) =>
            (await session.GetConnectionAsync()).Execute<int>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") > 0));
        await RunAll(tenant);
        Assert.False(late.IsCompleted);
        await early.CommitAsync();
        await early.ReturnAsync();
        await late;
        await RunAll(tenant);

        Assert.Equal(["early", "Created"], seen.Entries.TakeLast(2).Select(entry => entry.Event));
        Assert.True(seen.Entries[^2].Id < seen.Entries[^1].Id);
    }

    [Fact]
    public async Task On_PostgreSQL_a_reader_beside_six_writers_misses_no_line()
    {
        await using var tenant = await Tenant("Postgres", new Notebook());
        var total = await Lines(tenant) + 240;
        var seen = new List<long>();
        // A line that appears below the highest one seen is missed for ever.
        var reader = Task.Run(() => Until(async () =>
        {
            var after = seen.LastOrDefault();
            seen.AddRange(await tenant.AskAsync(async (ISession session) => await (await session.GetConnectionAsync())
                .GetTable<ChangeLogRow>().Where(row => row.Id > after).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync()));
            return seen.Count == total;
        }));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await tenant.AddAsync(new Book { Title = $"{n}" });
            }
        })));

        await reader;
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Each_commit_is_signalled(string provider)
    {
        await using var tenant = await Tenant(provider, new Notebook());
        var signals = 0;
        tenant.Store.Committed += () => Interlocked.Increment(ref signals);

        await tenant.AddAsync(new Book { Title = "A" });
        await tenant.AskAsync(session => session.Query<Book>().ListAsync());

        Assert.Equal(1, signals);
    }

    private static Task<TestTenant> Tenant(string provider, Notebook notebook, Action<IServiceCollection>? configure = null) => TestTenant.CreateAsync(provider, services =>
    {
        services.AddSingleton(notebook);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddChangeFollower<Reader>();
        configure?.Invoke(services);
    });

    private static async Task RunAll(TestTenant tenant)
    {
        while (await tenant.AskAsync(async (IServiceProvider services) => await services.GetRequiredService<FollowerRunner>().RunAsync()))
        {
        }
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Yield())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), "It did not come about within two minutes.");
        }
    }

    private static Task<long> Lines(TestTenant tenant) => tenant.AskAsync(async (ISession session) =>
        await (await session.GetConnectionAsync()).GetTable<ChangeLogRow>().LongCountAsync());

    private static async Task<FollowerStatus> Status(TestTenant tenant) => Assert.Single(await tenant.AskAsync(
        (IServiceProvider services) => services.GetRequiredService<FollowerRunner>().ListAsync()));

    private static Task Trim(TestTenant tenant) => tenant.AskAsync(async (IServiceProvider services) =>
    {
        await services.GetServices<IBackgroundTask>().OfType<TrimChangeLog>().Single().DoWorkAsync(services, CancellationToken.None);
        return 0;
    });
}

public sealed class Notebook
{
    public List<ChangeLogEntry> Entries { get; } = [];

    public int LargestCall { get; set; }

    public int BatchSize { get; set; } = 500;

    public bool Fails { get; set; }

    public bool Writes { get; set; }

    public int Rebuilds { get; set; }
}

public sealed class Reader(Notebook notebook, ISession session) : IChangeFollower
{
    public string Name => "reader";

    public int BatchSize => notebook.BatchSize;

    public async Task HandleAsync(IReadOnlyList<ChangeLogEntry> entries, CancellationToken cancellationToken)
    {
        if (notebook.Writes)
        {
            await session.SaveAsync(new Book { Title = "Notes" });
        }

        if (notebook.Fails)
        {
            throw new InvalidOperationException("the pen is empty");
        }

        notebook.LargestCall = Math.Max(notebook.LargestCall, entries.Count);
        notebook.Entries.AddRange(entries);
    }

    public Task RebuildAsync(CancellationToken cancellationToken)
    {
        notebook.Rebuilds++;
        return Task.CompletedTask;
    }
}
