using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Users;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Crash.Tests;

/// <summary>A process that does operations is killed at any moment: the next one goes on where it stopped, and nothing is done twice.</summary>
public sealed class KilledAtOperation
{
    private const int People = 400;

    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_bulk_change_and_its_killed_undo_do_everything_once(string provider)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await Killed.RunningTenantAsync(host, provider, "Crm.Contacts");
        await host.InTenantAsync(tenant, async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            for (var number = 0; number < People; number++)
            {
                var item = await content.NewAsync("Person");
                item.Merge(new JsonObject { ["PersonPart"] = new JsonObject { ["GivenName"] = $"Ada{number}", ["FamilyName"] = "Roux" } });
                await content.CreateAsync(item);
            }
        });

        var command = new Command(host, null, "operations", "--wait", "--tenant", tenant.Name);
        await command.RunAsync();
        var random = new Random(20261129);
        var atWork = 0;
        string? changed = null;
        for (var kill = 1; kill <= Killed.Fewer; kill++)
        {
            // Into a stage, then the whole way back, killed on the way.
            var operation = await StartAsync(host, tenant, undo: kill % 2 == 0 ? changed : null);
            atWork += await command.KillAsync(random) ? 1 : 0;
            await command.RunAsync();
            Assert.Equal((long)People, await SavesAsync(host, tenant, operation, distinct: false));
            Assert.Equal((long)People, await SavesAsync(host, tenant, operation, distinct: true));
            Assert.Equal(kill % 2 == 0 ? 0 : People, await host.InTenantAsync(tenant, services => CountAsync(services, "client")));
            await Integrity.CheckAsync(host, tenant);
            changed = operation;
        }

        Killed.Tell($"{atWork} of {Killed.Fewer} were killed before their end");
    }

    // Stored without the host hearing of it: the command alone does it.
    private static Task<string> StartAsync(TestHost host, Kernel.Tenants.ShellSettings tenant, string? undo) => host.InTenantAsync(tenant, async services =>
    {
        var (operations, session) = (services.GetRequiredService<Operations>(), services.GetRequiredService<ISession>());
        services.GetRequiredService<ChangeContext>().Actor = await session.QueryIndex<UserIndex>().Select(row => row.UserId).FirstAsync();
        var id = undo is not null ? await operations.UndoAsync(undo)
            : await operations.StartAsync("Contacts.ChangePeople", new JsonObject { ["act"] = "Stage", ["value"] = "client", ["upTo"] = long.MaxValue }, People);
        await session.SaveChangesAsync();
        services.GetRequiredService<Kernel.Tenants.AfterCommit>().Forget();
        return id!;
    });

    private static async Task<long> SavesAsync(TestHost host, Kernel.Tenants.ShellSettings tenant, string batch, bool distinct) => await host.InTenantAsync(tenant, async services =>
    {
        var saves = new List<HistoryEntry>();
        for (var before = long.MaxValue; await services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(BatchId: batch), 500, before) is { Count: > 0 } page; before = page[^1].Id)
        {
            saves.AddRange(page);
        }

        return distinct ? saves.Select(save => save.DocumentId).Distinct().LongCount() : saves.Count;
    });

    private static async Task<int> CountAsync(IServiceProvider services, string stage)
    {
        var items = new List<ContentItem>();
        await foreach (var item in services.GetRequiredService<ISession>().Query<ContentItem, Kernel.Content.Index.ContentItemIndex>(row => row.ContentType == "Person" && row.Latest).ToAsyncEnumerable())
        {
            items.Add(item);
        }

        return items.Count(item => (string?)item.Data["PersonPart"]?["Stage"] == stage);
    }
}
