using Crm.Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Send;

/// <summary>An audience is put at once, each as if it were alone.</summary>
public sealed class PutManyTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Many_are_put_at_once_each_once_and_in_one_state(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var (one, two, dead, nowhere) = (await tenant.PersonAsync("One", "one@example.org", "FR"), await tenant.PersonAsync("Two", "two@example.org"), await tenant.PersonAsync("Dead", "dead@example.org", change: part => part.DiedOn = new DateOnly(2020, 1, 1)), await tenant.PersonAsync("Nowhere"));
        var first = await tenant.PutAsync(two, kind: MessageClass.Marketing);
        var words = new MessageWords("Subject", "", "Dear all");
        string[] audience = [one, two, one, dead, nowhere];
        var ids = await PutAsync(tenant, [.. audience.Select(person => new NewMessage("act", person, "post", MessageClass.Marketing, words))]);

        Assert.Equal(first, ids[1]);
        Assert.Equal(ids[0], ids[2]);
        var rows = await tenant.MessagesAsync();
        Assert.Equal([two, one, dead, nowhere], rows.Select(row => row.PersonId));
        Assert.Equal(["Waiting  ", "Waiting  ", "Excluded died ", "Excluded no-address "], rows.Select(row => $"{(MessageState)row.State} {row.Reason} {row.Detail}"));
        Assert.Equal("FR", rows[1].Country);
        Assert.Equal(2, rows.Select(row => row.TextId).Distinct().Count());
        Assert.Equal(ids, await PutAsync(tenant, [.. audience.Select(person => new NewMessage("act", person, "post", MessageClass.Marketing, words))]));
        Assert.Equal(4, (await tenant.MessagesAsync()).Count);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Two_that_put_the_same_audience_at_one_moment_put_it_once(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var people = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            people.Add(await tenant.PersonAsync($"P{i}", $"p{i}@example.org"));
        }

        var put = await Task.WhenAll(Enumerable.Range(0, 4).Select(at => Task.Run(() => PutAsync(tenant, [.. (at % 2 == 0 ? people : Enumerable.Reverse(people)).Select(person => new NewMessage("act", person, "post", MessageClass.Personal, new MessageWords("Subject", "", $"Dear {person}")))]))));
        var rows = await tenant.MessagesAsync();
        Assert.Equal(people.Order(), rows.Select(row => row.PersonId).Order());
        Assert.All(put, ids => Assert.Equal(rows.Select(row => row.MessageId).Order(), ids.Order()));
    }

    [Fact]
    public async Task One_that_is_refused_keeps_all_out()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        var (good, bad) = (new NewMessage("act", person, "post", MessageClass.Personal, new MessageWords("Subject", "", "Dear Ada")), NewMessage.Of("other", person, "post", new Messaging.Templates.TemplateUse("no-such")));
        await Assert.ThrowsAsync<MessageRefusedException>(() => PutAsync(tenant, [good, bad]));
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(tenant, [good, good with { Action = " " }]));
        Assert.Empty(await tenant.MessagesAsync());
        Assert.Empty(await PutAsync(tenant, []));
    }

    private static Task<IReadOnlyList<string>> PutAsync(MessagingTenant tenant, IReadOnlyList<NewMessage> messages) => tenant.InAsync(services => services.GetRequiredService<Outbox>().PutAsync(messages, CancellationToken.None));
}
