using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.People;

public class PlansOfTheListTests
{
    private static readonly ListCursor s_place = new("Lefèvre", "Lefèvre Jonas", new DateTime(2026, 1, 15, 0, 0, 0, DateTimeKind.Utc), 20180314, 40);

    [Fact]
    public async Task A_page_far_into_each_order_is_entered_through_an_index_and_never_sorted()
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        var plans = await tenant.InAsync(PlansAsync);

        Assert.True(plans.Count >= 14);
        Assert.All(plans, plan => Assert.StartsWith("SEARCH", plan.Steps));
        Assert.All(plans, plan => Assert.DoesNotContain("TEMP B-TREE", plan.Steps));
    }

    [Fact]
    public async Task The_statistics_of_a_hundred_thousand_people_lead_no_order_away_from_its_index()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.InAsync(PlantStatisticsAsync);
        tenant.Host.Services.GetRequiredService<TenantStores>().Get(tenant.Settings).Close();
        var plans = await tenant.InAsync(PlansAsync);

        Assert.All(plans, plan => Assert.StartsWith("SEARCH", plan.Steps));
        Assert.All(plans, plan => Assert.DoesNotContain("TEMP B-TREE", plan.Steps));
    }

    [Fact]
    public async Task All_pages_of_an_order_share_one_query()
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        var plans = await tenant.InAsync(PlansAsync);

        Assert.All(plans, plan => Assert.DoesNotContain(s_place.Number.ToString(), plan.Sql));
        Assert.All(plans, plan => Assert.DoesNotContain(s_place.First, plan.Sql));
    }

    /// <summary>Those that SQLite took of the demo of that size: entries of the index, then how many have the same first columns.</summary>
    private static async Task<bool> PlantStatisticsAsync(IServiceProvider services)
    {
        var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        db.Execute("ANALYZE \"PersonIndex\"");
        db.Execute("DELETE FROM sqlite_stat1");
        foreach (var (index, spread) in new[]
        {
            ("Owner_ModifiedUtc_DocumentId", "107328 1667 1 1"), ("Owner_SortKey_DocumentId", "100740 1667 1 1"), ("Stage_StageSince_DocumentId", "111384 5001 91 1"), ("Stage_ModifiedUtc_DocumentId", "99900 5001 1 1"),
            ("Stage_SortKey_DocumentId", "105944 5001 4 1"), ("ModifiedUtc_DocumentId", "93936 1 1"), ("BirthKey_DocumentId", "97812 5 1"), ("CityKey_SortKey_DocumentId", "96200 1251 3 1"), ("SortKey_DocumentId", "98175 6 1"), ("DocumentId", "110723 1"),
        })
        {
            Assert.Equal(1, db.Execute<int>($"SELECT count(*) FROM sqlite_master WHERE name = 'IX_PersonIndex_{index}'"));
            db.Execute($"INSERT INTO sqlite_stat1 VALUES ('PersonIndex', 'IX_PersonIndex_{index}', '{spread}')");
        }

        return true;
    }

    private static async Task<IReadOnlyList<(string Order, string Sql, string Steps)>> PlansAsync(IServiceProvider services)
    {
        var session = services.GetRequiredService<ISession>();
        var sight = new ContactSight(await services.GetRequiredService<Visible>().ForAsync(new ClaimsPrincipal()), ContactTypes.Person, new RecordScope(Owners: null));
        var plans = new List<(string, string, string)>();
        foreach (var stage in new[] { null, "client" })
        {
            var rows = session.QueryIndex<PersonIndex>();
            rows = stage is null ? rows : rows.Where(row => row.Stage == stage);
            foreach (var (order, down) in PeopleList.Orders(new PeopleFilter(null, stage, null), sight).SelectMany(order => new[] { (order, false), (order, true) }))
            {
                var sql = order.Sort(order.Beyond(rows, s_place, down), down).Take(51).ToSqlQuery();
                var db = await session.GetConnectionAsync();
                var steps = await db.QueryToListAsync(reader => reader.GetString(reader.GetOrdinal("detail")), "EXPLAIN QUERY PLAN " + sql.Sql, [.. sql.Parameters]);
                plans.Add((order.Name, sql.Sql, string.Join("; ", steps)));
            }
        }

        return plans;
    }
}
