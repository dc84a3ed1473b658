using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Users;
using Crm.Testing;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Crash.Tests;

/// <summary>A process that erases people is killed at any moment: from outside each is there whole or gone, and the next process finishes what was begun.</summary>
public sealed class KilledAtErasure
{
    private const int People = 12;
    private const string Word = "Kanarquist";

    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_erasure_is_not_begun_or_finished_by_the_next_process(string provider)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await Killed.RunningTenantAsync(host, provider, "Crm.Privacy");
        var command = new Command(host, null, "operations", "--wait", "--tenant", tenant.Name);
        await command.RunAsync();
        var random = new Random(20261129);
        var atWork = 0;
        for (var kill = 1; kill <= Killed.Fewer; kill++)
        {
            var people = await PeopleAsync(host, tenant);
            await host.InTenantAsync(tenant, services => StartAsync(services, people));
            atWork += await command.KillAsync(random) ? 1 : 0;
            Assert.All(await LeftAsync(host, tenant), left => Assert.Equal(3, left)); // the person, two saves of the past that say something
            await command.RunAsync();

            Assert.Empty(await LeftAsync(host, tenant));
            Assert.DoesNotContain(await host.InTenantAsync(tenant, services => services.GetRequiredService<Operations>().ListAsync(null)), one => one.State != OperationState.Done);
            Assert.Equal(kill * People, (await File.ReadAllLinesAsync(Path.Combine(host.Data, "erased-people.txt"))).Length);
            await Integrity.CheckAsync(host, tenant);
        }

        Killed.Tell($"{atWork} of {Killed.Fewer} were killed before their end");
    }

    private static async Task<List<string>> PeopleAsync(TestHost host, Kernel.Tenants.ShellSettings tenant) => await host.InTenantAsync(tenant, async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var ids = new List<string>();
        for (var number = 0; number < People; number++)
        {
            var item = await content.NewAsync("Person");
            item.Merge(new JsonObject { ["PersonPart"] = new JsonObject { ["GivenName"] = $"Ada{number}", ["FamilyName"] = Word } });
            await content.CreateAsync(item);
            await services.GetRequiredService<ISession>().FlushAsync();
            item.Merge(new JsonObject { ["PersonPart"] = new JsonObject { ["Notes"] = $"{Word} {number}" } });
            await content.UpdateAsync(item);
            ids.Add(item.ContentItemId);
        }

        return ids;
    });

    // Stored without the host hearing of it: the command alone does it.
    private static async Task StartAsync(IServiceProvider services, IEnumerable<string> people)
    {
        var (operations, session) = (services.GetRequiredService<Operations>(), services.GetRequiredService<ISession>());
        services.GetRequiredService<ChangeContext>().Actor = await session.QueryIndex<UserIndex>().Select(row => row.UserId).FirstAsync();
        foreach (var id in people)
        {
            await operations.StartAsync("Privacy.ErasePerson", new JsonObject { ["person"] = id, ["request"] = "1" }, 1);
        }

        await session.SaveChangesAsync();
        services.GetRequiredService<Kernel.Tenants.AfterCommit>().Forget();
    }

    // For each person of whom anything is left: their documents and the saves of their past that say something.
    private static Task<List<int>> LeftAsync(TestHost host, Kernel.Tenants.ShellSettings tenant) => host.InTenantAsync(tenant, async services =>
    {
        var (session, history) = (services.GetRequiredService<ISession>(), services.GetRequiredService<IHistory>());
        // One moment: PostgreSQL may still commit for a client that is dead.
        var db = await session.GetConnectionAsync();
        db.Execute(tenant.DatabaseProvider == "Sqlite" ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ");
        var there = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == "Person").Select(row => row.ContentItemId).ToListAsync();
        var telling = (await history.ListAsync(new HistoryFilter(Type: "Person"), 10_000)).Where(save => !save.IsErased).Select(save => save.ItemId!).ToList();
        db.Execute("ROLLBACK");
        return there.Union(telling).Select(id => there.Count(one => one == id) + telling.Count(one => one == id)).ToList();
    });
}
