using Crm.Calls.Demo;
using Crm.Calls.Outcomes;
using Crm.Kernel.Commands;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Calls.Tests.Demo;

/// <summary>The calls of the demo are on the list of the day, are settled as any other, and go with it.</summary>
public sealed class DemoCallsTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task They_come_with_the_demo_for_today_and_go_with_it(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var own = await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        for (var run = 0; run < 2; run++)
        {
            Assert.Equal(0, await RunAsync(tenant, [], new() { ["size"] = "mini", ["as-of"] = tenant.Today.ToString("yyyy-MM-dd", null) }));
        }

        var calls = (await tenant.TasksAsync()).Where(item => item.ContentItemId != own && item.As<CallPart>() is not null).ToList();
        Assert.Equal((DemoCalls.Calls, DemoCalls.NotReached), (calls.Count, calls.Count(call => call.As<CallPart>()!.Moves == 1)));
        var page = await tenant.Admin.ReadAsync("/admin/calls");
        Assert.Equal(DemoCalls.Calls, page.Split("merci pour la lettre").Length - 1);
        Assert.Contains("1 of 4 times", page);

        await tenant.SayAsync(calls[0].ContentItemId, CallOutcomes.WrongNumber);
        Assert.Equal(["hard"], await tenant.ReturnsAsync(calls[0].ContentItemId));
        Assert.Equal(0, await RunAsync(tenant, ["clear"], []));
        Assert.Equal(own, Assert.Single(await tenant.TasksAsync()).ContentItemId);
        Assert.Equal(own, Assert.Single(await tenant.MessagesAsync()).MessageId);
    }

    private static Task<int> RunAsync(CallsTenant tenant, IReadOnlyList<string> values, Dictionary<string, string> options) => tenant.InAsync(services => services.GetRequiredService<IEnumerable<ICliCommand>>()
        .Single(command => command.Name == "demo").RunAsync(new CommandArguments(values, options), TextWriter.Null, TextWriter.Null, CancellationToken.None));
}
