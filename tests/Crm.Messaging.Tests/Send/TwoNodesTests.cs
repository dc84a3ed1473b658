using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Send;

/// <summary>Two nodes send for one tenant side by side.</summary>
public sealed class TwoNodesTests
{
    private const int Messages = 80;
    private const int Begun = 2 * Sender.Workers;

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Both_send_at_once_and_nobody_gets_it_twice(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        await using var second = await tenant.SecondNodeAsync();
        var sending = await BothAtTheGateAsync(tenant, second);

        Open(tenant);
        await Task.WhenAll(sending);
        await tenant.SendAsync();

        Assert.All(await tenant.MessagesAsync(), row => Assert.Equal(MessageState.Sent, (MessageState)row.State));
        Assert.Equal(Messages, tenant.Post.Count);
        Assert.Equal(Messages, tenant.Post.Select(line => line.Split(' ')[0]).Distinct().Count());
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task The_brake_of_one_stops_both_and_only_what_was_under_way_leaves(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        await using var second = await tenant.SecondNodeAsync();
        var sending = await BothAtTheGateAsync(tenant, second);

        await tenant.DoAsync(services => services.GetRequiredService<BrakeBoard>().PullAsync(BrakeScopes.Everything, "", "Enough", false, null, CancellationToken.None));
        Open(tenant);
        await Task.WhenAll(sending);
        await tenant.SendAsync();

        var states = (await tenant.MessagesAsync()).GroupBy(row => (MessageState)row.State).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(new Dictionary<MessageState, int> { [MessageState.Sent] = Begun, [MessageState.Held] = Messages - Begun }, states);
        Assert.Equal(Begun, tenant.Post.Count);
    }

    // Each worker of both has begun a letter and waits.
    private static async Task<Task[]> BothAtTheGateAsync(MessagingTenant tenant, TestHost second)
    {
        var people = new List<string>();
        for (var number = 0; number < Messages; number++)
        {
            people.Add(await tenant.PersonAsync($"P{number}", $"gate.{number}@example.org"));
        }

        await tenant.DoAsync(services => services.GetRequiredService<Outbox>().PutAsync([.. people.Select(person => new NewMessage("act", person, "post", MessageClass.Transactional, new MessageWords("Hello", "", "Dear Ada")))], CancellationToken.None));
        Task[] sending = [tenant.Host.RunJobAsync(tenant.Settings, "SendMessages"), second.RunJobAsync(second.Shells.TryGetSettings(tenant.Settings.Name)!, "SendMessages")];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await tenant.MessagesAsync()).Count(row => row.BegunUtc != null) < Begun)
        {
            await Task.Delay(10, patience.Token);
        }

        Assert.Equal(2, (await tenant.MessagesAsync()).Where(row => row.BegunUtc != null).Select(row => row.ClaimedBy).Distinct().Count());
        return sending;
    }

    private static void Open(MessagingTenant tenant) => File.WriteAllText(Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "gate-is-open"), "");
}
