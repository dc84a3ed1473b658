using Crm.Kernel.Data;

namespace Crm.Kernel.Tests.Data;

public class QueryingDocuments
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Pages_are_complete_and_without_doubles_also_when_the_key_is_the_same(string provider)
    {
        await using var tenant = await Library(provider, 250, n => new Book { Title = $"Book {n}", Author = n % 3 == 0 ? "Zola" : "Hugo" });

        foreach (var descending in new[] { false, true })
        {
            var seen = new List<string>();
            for (var page = 0; page < 13; page++)
            {
                seen.AddRange((await tenant.AskAsync(session => (descending
                    ? session.Query<Book, BookIndex>().OrderByDescending(row => row.Author)
                    : session.Query<Book, BookIndex>().OrderBy(row => row.Author)).Skip(page * 20).Take(20).ListAsync())).Select(book => book.Title));
            }

            Assert.Equal(250, seen.Distinct().Count());
            Assert.Equal(250, seen.Count);
        }
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Sorting_goes_by_the_keys_in_turn(string provider)
    {
        await using var tenant = await Library(provider, 9, n => new Book { Title = $"{n}", Author = $"{n % 3}", Pages = n });

        var titles = await tenant.AskAsync(session => session.Query<Book, BookIndex>()
            .OrderByDescending(row => row.Author).ThenBy(row => row.Pages).ListAsync());

        Assert.Equal(["2", "5", "8", "1", "4", "7", "0", "3", "6"], titles.Select(book => book.Title));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_is_empty_comes_first_and_downwards_last(string provider)
    {
        await using var tenant = await Library(provider, 3, n => new Book { Title = $"{n}", Author = n == 1 ? null : "Hugo" });

        var up = await tenant.AskAsync(session => session.Query<Book, BookIndex>().OrderBy(row => row.Author).ListAsync());
        var down = await tenant.AskAsync(session => session.Query<Book, BookIndex>().OrderByDescending(row => row.Author).ListAsync());

        Assert.Equal(["1", "0", "2"], up.Select(book => book.Title));
        Assert.Equal(["2", "0", "1"], down.Select(book => book.Title));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Text_sorts_and_compares_the_same_on_both_databases(string provider)
    {
        string[] names = ["a", "B", "é", "Z", "aa", "A", "%b", "_"];
        await using var tenant = await Library(provider, names.Length, n => new Book { Title = names[n] });

        var sorted = await tenant.AskAsync(session => session.Query<Book, BookIndex>().OrderBy(row => row.Title).ListAsync());
        var prefixed = await tenant.AskAsync(session => session.Query<Book, BookIndex>(row => row.Title.StartsWith("a")).CountAsync());
        var percent = await tenant.AskAsync(session => session.Query<Book, BookIndex>(row => row.Title.StartsWith("%")).CountAsync());

        Assert.Equal(names.Order(StringComparer.Ordinal), sorted.Select(book => book.Title));
        Assert.Equal((2, 1), (prefixed, percent));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_document_with_several_rows_is_found_once(string provider)
    {
        await using var tenant = await Library(provider, 3, n => new Book { Title = $"{n}", Tags = ["c", $"{(char)('b' - n % 2)}", "d"] });

        var query = await tenant.AskAsync(session => session.Query<Book, TagIndex>(row => row.Tag != "x").OrderBy(row => row.Tag).Take(2).ListAsync());
        var count = await tenant.AskAsync(session => session.Query<Book, TagIndex>(row => row.Tag != "x").CountAsync());

        Assert.Equal(["1", "0"], query.Select(book => book.Title));
        Assert.Equal(3, count);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Conditions_on_two_indexes_meet(string provider)
    {
        await using var tenant = await Library(provider, 20, n => new Book { Title = $"{n:00}", Pages = n, Tags = n % 2 == 0 ? ["even"] : [] });

        var books = await tenant.AskAsync(session => session.Query<Book, TagIndex>(row => row.Tag == "even")
            .With<BookIndex>(row => row.Pages > 12).OrderByDescending(row => row.Title).ListAsync());

        Assert.Equal(["18", "16", "14"], books.Select(book => book.Title));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_stream_gives_everything_in_order(string provider)
    {
        await using var tenant = await Library(provider, 450, n => new Book { Title = $"{n:000}" });

        var titles = await tenant.AskAsync(async (ISession session) =>
        {
            var titles = new List<string>();
            await foreach (var book in session.Query<Book, BookIndex>().OrderBy(row => row.Title).ToAsyncEnumerable())
            {
                titles.Add(book.Title);
            }

            return titles;
        });

        Assert.Equal(Enumerable.Range(0, 450).Select(n => $"{n:000}"), titles);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Many_ids_come_in_the_order_asked_for_without_those_that_are_not_there(string provider)
    {
        await using var tenant = await Library(provider, 5, n => new Book { Title = $"{n}" });
        var ids = await tenant.AskAsync(async (ISession session) => (await session.Query<Book>().ListAsync()).Select(session.GetDocumentId).ToList());

        var books = await tenant.AskAsync(session => session.GetAsync<Book>([ids[3], -7, ids[0], ids[3]]));

        Assert.Equal(["3", "0", "3"], books.Select(book => book.Title));
    }

    private static async Task<TestTenant> Library(string provider, int count, Func<int, Book> book)
    {
        var tenant = await TestTenant.CreateAsync(provider);
        await tenant.DoAsync(async session =>
        {
            for (var n = 0; n < count; n++)
            {
                await session.SaveAsync(book(n));
            }
        });
        return tenant;
    }
}
