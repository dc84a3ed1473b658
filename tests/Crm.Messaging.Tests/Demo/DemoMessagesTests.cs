using Crm.Kernel.Commands;
using Crm.Messaging.Demo;
using Crm.Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Demo;

/// <summary>The braked letter of October: its figures are known beforehand.</summary>
public sealed class DemoMessagesTests
{
    [Fact]
    public void Of_8412_held_6900_are_dropped_1500_rewritten_and_12_sent()
        => Assert.Equal(
            [(DemoFate.Dropped, 6900), (DemoFate.Rewritten, 1500), (DemoFate.Sent, 12)],
            Enumerable.Range(0, 300_000).Select(DemoMessages.FateOf).OfType<DemoFate>().GroupBy(fate => fate).Select(group => (group.Key, group.Count())).OrderBy(pair => pair.Key));

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task They_come_with_the_demo_and_go_with_it(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var own = await tenant.PutAsync(await tenant.PersonAsync("One"), "own");
        Assert.Equal(0, await RunAsync(tenant, [], new() { ["size"] = "mini", ["as-of"] = "2026-11-30" }));

        var rows = (await tenant.MessagesAsync()).Where(row => row.MessageId != own).ToList();
        Assert.Equal(Enumerable.Range(0, 40).Count(family => DemoMessages.FateOf(family) is not null), rows.Count);
        Assert.All(rows, row => Assert.Equal("NOEL25-OCT", row.Action));
        Assert.Contains("Deuil national", await tenant.Admin.ReadAsync("/admin/brake"));
        Assert.Equal(0, await RunAsync(tenant, [], new() { ["size"] = "mini" }));
        Assert.Equal(rows.Count + 1, (await tenant.MessagesAsync()).Count);

        Assert.Equal(0, await RunAsync(tenant, ["clear"], []));
        Assert.Equal(own, (await tenant.MessagesAsync()).Single().MessageId);
        Assert.DoesNotContain("Deuil national", await tenant.Admin.ReadAsync("/admin/brake"));
    }

    private static Task<int> RunAsync(MessagingTenant tenant, IReadOnlyList<string> values, Dictionary<string, string> options) => tenant.InAsync(services => services.GetRequiredService<IEnumerable<ICliCommand>>()
        .Single(command => command.Name == "demo").RunAsync(new CommandArguments(values, options), TextWriter.Null, TextWriter.Null, CancellationToken.None));
}
