using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
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
    public async Task All_pages_of_an_order_share_one_query()
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        var plans = await tenant.InAsync(PlansAsync);

        Assert.All(plans, plan => Assert.DoesNotContain(s_place.Number.ToString(), plan.Sql));
        Assert.All(plans, plan => Assert.DoesNotContain(s_place.First, plan.Sql));
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
