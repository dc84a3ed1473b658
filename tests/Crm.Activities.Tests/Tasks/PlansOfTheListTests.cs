using System.Security.Claims;
using Crm.Activities.Tasks;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Activities.Tests.Tasks;

public sealed class PlansOfTheListTests
{
    [Fact]
    public async Task A_page_far_into_each_view_is_entered_through_an_index_and_never_sorted()
    {
        await using var tenant = await ActivitiesTenant.StartAsync();
        var faults = await tenant.InAsync(async services =>
        {
            var (list, session) = (services.GetRequiredService<TaskList>(), services.GetRequiredService<ISession>());
            var reader = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, tenant.AdminId)], "test"));
            var sight = new TaskSight(await services.GetRequiredService<Visible>().ForAsync(reader), new RecordScope(Owners: null));
            var found = new List<string>();
            foreach (var question in TaskQuestion.Views.SelectMany(view => new[] { new TaskQuestion(view, "me"), new TaskQuestion(view, "all"), new TaskQuestion(view, "all", "somebody") }))
            {
                var sql = (await list.PageAsync(reader, question, sight, question.View == "done" ? "639000000000000000~40" : "2026-11-20~40")).Take(51).ToSqlQuery();
                var db = await session.GetConnectionAsync();
                var steps = string.Join("; ", await db.QueryToListAsync(row => row.GetString(row.GetOrdinal("detail")), "EXPLAIN QUERY PLAN " + sql.Sql, [.. sql.Parameters]));
                if (!steps.StartsWith("SEARCH", StringComparison.Ordinal) || (question.AboutId is null && steps.Contains("TEMP B-TREE", StringComparison.Ordinal)))
                {
                    found.Add($"{question}: {steps} for {sql.Sql}");
                }
            }

            return found;
        });
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }
}
