using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Send;

/// <summary>Letters that a worker begins together.</summary>
public sealed class LotTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Of_what_a_killed_sender_had_begun_only_what_it_handed_over_is_uncertain(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        var messages = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            messages.Add(await tenant.PutAsync(await tenant.PersonAsync($"P{number}", $"p{number}@example.org"), change: message => message with { DueUtc = tenant.Now.AddMinutes(1) }));
        }

        var rows = (await tenant.MessagesAsync()).OrderBy(row => messages.IndexOf(row.MessageId)).Select(row => row.Id).ToList();
        var claim = await KilledSender.LeaveAsync(tenant, rows, begun: rows[..4]);
        await tenant.DoAsync(services =>
        {
            // As the process leaves it that is killed: the file stays.
            var log = services.GetRequiredService<HandLog>().Open(claim);
            log.Note(rows[0], HandStep.Begun);
            log.Note(rows[1], HandStep.Begun);
            log.Note(rows[1], HandStep.Taken);
            log.Note(rows[2], HandStep.Begun);
            log.Note(rows[2], HandStep.NotTaken);
            return Task.CompletedTask;
        });
        Assert.Single(HandLogs(tenant));
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await tenant.SendAsync();

        string[] stands = [await tenant.StandsAsync(messages[0]), await tenant.StandsAsync(messages[1]), await tenant.StandsAsync(messages[2]), await tenant.StandsAsync(messages[3]), await tenant.StandsAsync(messages[4])];
        Assert.Equal(["Uncertain broken", "Sent", "Sent  250", "Sent  250", "Sent  250"], stands);
        Assert.Equal([messages[2], messages[3], messages[4]], tenant.Post.Select(line => line.Split(' ')[0]).OrderBy(messages.IndexOf));
        Assert.Equal([1, 1, 1, 1, 1], (await tenant.MessagesAsync()).OrderBy(row => messages.IndexOf(row.MessageId)).Select(row => row.Attempts));

        // What was taken stands on the timeline, though who sent it could not tell.
        Assert.Equal(4, await tenant.InAsync(async services => await (await services.GetRequiredService<Crm.Kernel.Data.ISession>().GetConnectionAsync()).GetTable<Crm.Contacts.Timeline.TimelineIndex>().CountAsync(row => row.Kind == "message")));
        Assert.Empty(HandLogs(tenant));
    }

    [Fact]
    public async Task The_brake_stops_what_is_begun_and_has_not_left()
    {
        await using var tenant = await MessagingTenant.StartAsync(still: true);
        var people = new List<string>();
        for (var number = 0; number < 300; number++)
        {
            // Lots are large when the first ones come to the gate.
            people.Add(await tenant.PersonAsync($"P{number}", number < 200 ? $"p{number}@example.org" : $"gate.{number}@example.org"));
        }

        await tenant.DoAsync(services => services.GetRequiredService<Outbox>().PutAsync([.. people.Select(person => new NewMessage("act", person, "post", MessageClass.Transactional, new MessageWords("Hello", "", "Dear Ada")))], CancellationToken.None));
        var sending = tenant.Host.RunJobAsync(tenant.Settings, "SendMessages");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var atTheGate = 0;
        while (atTheGate <= Sender.Workers)
        {
            await Task.Delay(10, patience.Token);
            atTheGate = (await tenant.MessagesAsync()).Count(row => row.BegunUtc is not null && row.SentUtc is null && people.IndexOf(row.PersonId) >= 200);
        }

        await tenant.DoAsync(services => services.GetRequiredService<BrakeBoard>().PullAsync(BrakeScopes.Everything, "", "Enough", false, null, CancellationToken.None));
        await File.WriteAllTextAsync(Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "gate-is-open"), "", patience.Token);
        await sending;
        await tenant.SendAsync();

        var rows = await tenant.MessagesAsync();
        Assert.All(rows, row => Assert.Contains((MessageState)row.State, (IEnumerable<MessageState>)[MessageState.Sent, MessageState.Held]));
        Assert.Equal(tenant.Post.Select(line => line.Split(' ')[0]).Order(), rows.Where(row => row.State == (int)MessageState.Sent).Select(row => row.MessageId).Order());
        Assert.InRange(rows.Count(row => row.State == (int)MessageState.Sent && people.IndexOf(row.PersonId) >= 200), 1, Sender.Workers);
        Assert.All(rows.Where(row => row.State == (int)MessageState.Held), row => Assert.Equal((null, 0), (row.BegunUtc, row.Attempts)));
    }

    private static string[] HandLogs(MessagingTenant tenant) => Directory.GetFiles(Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "sending"));
}
