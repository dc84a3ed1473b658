using Crm.Kernel.Data;
using Crm.Kernel.Data.Sqlite;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

/// <summary>All books have one title, no two an author: of the two indexes a query can use, the author's leaves one row and the title's all.</summary>
public class KeepingStatistics
{
    [Fact]
    public async Task After_it_the_planner_takes_the_index_that_leaves_fewer_rows()
    {
        await using var tenant = await WithBooksAsync("Sqlite", 1200);
        Assert.Contains("IX_BookIndex_Title", await PlanAsync(tenant), StringComparison.Ordinal); // else this test shows nothing

        await KeepAsync(tenant);

        Assert.Contains("IX_BookIndex_Author", await PlanAsync(tenant), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_at_work_while_it_runs_is_not_used_again_with_what_it_knew()
    {
        await using var tenant = await WithBooksAsync("Sqlite", 1200);
        await using (var scope = tenant.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ISession>().GetConnectionAsync();
            await KeepAsync(tenant);
        }

        Assert.Contains("IX_BookIndex_Author", await PlanAsync(tenant), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_table_is_left_alone_for_it_may_be_a_large_one_before_the_job_comes_again()
    {
        await using var tenant = await WithBooksAsync("Sqlite", 900);

        await KeepAsync(tenant);

        Assert.DoesNotContain("IX_BookIndex_Author", await PlanAsync(tenant), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_looks_again_only_when_a_table_has_grown_by_half()
    {
        await using var tenant = await WithBooksAsync("Sqlite", 1000);
        await KeepAsync(tenant);
        var analysed = tenant.Services.GetRequiredService<AnalysedTables>();
        Assert.Equal(1, analysed.Count);

        await AddAsync(tenant, 400, from: 1000);
        await KeepAsync(tenant);
        Assert.Equal(1, analysed.Count);

        await AddAsync(tenant, 200, from: 1400);
        await KeepAsync(tenant);
        Assert.Equal(2, analysed.Count);
    }

    [Fact]
    public async Task What_it_keeps_are_averages_and_no_value_of_a_record()
    {
        await using var tenant = await WithBooksAsync("Sqlite", 1000);

        await KeepAsync(tenant);

        var tables = await tenant.AskAsync(async (ISession session) => (await session.GetConnectionAsync()).Query<string>("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'").ToList());
        Assert.Equal(["sqlite_stat1"], tables); // sqlite_stat4 would hold samples, those of erased people too
    }

    /// <summary>The first entries of an index say nothing of the rest: half of the books are by one author, who comes first; of titles there are two.</summary>
    [Fact]
    public async Task One_value_that_fills_the_beginning_of_an_index_does_not_pass_for_all()
    {
        await using var tenant = await TestTenant.CreateAsync("Sqlite");
        await tenant.DoAsync(async session =>
        {
            foreach (var number in Enumerable.Range(0, 12_000))
            {
                await session.SaveAsync(new Book { Author = number % 2 == 0 ? "A" : $"Author {number % 600}", Title = number % 3 == 0 ? "Poems" : "Plays" });
            }
        });

        await KeepAsync(tenant);

        Assert.Contains("IX_BookIndex_Author", await PlanAsync(tenant), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1000000 5001 39 1", 500, "1000000 2000 39 1")]
    [InlineData("1000000 5001 39 1", 4, "1000000 250000 39 1")]
    [InlineData("1000000 5001 4000 1", 1000, "1000000 1000 1000 1")] // a thousand values or more
    [InlineData("1000000 2 1", 1000, "1000000 2 1")]
    [InlineData("1000000 5001 1 noskipscan", 500, "1000000 2000 1 noskipscan")]
    [InlineData("1000000", 5, "1000000")]
    public void Averages_are_put_right_by_how_many_values_there_are(string stat, long values, string corrected) => Assert.Equal(corrected, FirstColumns.Corrected(stat, values));

    [Fact]
    public async Task PostgreSQL_looks_after_itself()
    {
        await using var tenant = await WithBooksAsync("Postgres", 1000);

        await KeepAsync(tenant);

        Assert.Equal(0, tenant.Services.GetRequiredService<AnalysedTables>().Count);
    }

    private static async Task<TestTenant> WithBooksAsync(string provider, int count)
    {
        var tenant = await TestTenant.CreateAsync(provider);
        await AddAsync(tenant, count, from: 0);
        return tenant;
    }

    private static Task AddAsync(TestTenant tenant, int count, int from) => tenant.DoAsync(async session =>
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            await session.SaveAsync(new Book { Author = $"Author {number}", Title = "Poems" });
        }
    });

    private static Task KeepAsync(TestTenant tenant) => tenant.DoAsync(async (services, _) =>
        await ActivatorUtilities.CreateInstance<KeepStatistics>(services).DoWorkAsync(services, CancellationToken.None));

    private static Task<string> PlanAsync(TestTenant tenant) => tenant.AskAsync(async (ISession session) => string.Join("; ", (await session.GetConnectionAsync()).Query(
        row => row.GetString(row.GetOrdinal("detail")),
        "EXPLAIN QUERY PLAN SELECT \"DocumentId\" FROM \"BookIndex\" WHERE \"Author\" = 'Author 17' AND \"Title\" = 'Poems' ORDER BY \"DocumentId\"").ToList()));
}
