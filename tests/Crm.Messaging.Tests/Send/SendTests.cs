using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Messaging.Messages;
using Crm.Testing;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Send;

/// <summary>What becomes of a message, whatever the other side does.</summary>
public sealed class SendTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Each_message_ends_in_one_state_with_a_reason(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var sent = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"));
        var later = await tenant.PutAsync(await tenant.PersonAsync("Two", "later@example.org"));
        var refused = await tenant.PutAsync(await tenant.PersonAsync("Three", "refuse@example.org"));
        var broken = await tenant.PutAsync(await tenant.PersonAsync("Four", "broken@example.org"));
        var lost = await tenant.PutAsync(await tenant.PersonAsync("Five", "lost@example.org"));
        var down = await tenant.PutAsync(await tenant.PersonAsync("Six", "down@example.org"));
        var nowhere = await tenant.PutAsync(await tenant.PersonAsync("Seven"));
        var dead = await tenant.PutAsync(await tenant.PersonAsync("Eight", "eight@example.org", change: part => part.DiedOn = new DateOnly(2020, 1, 1)));
        await tenant.SendAsync();

        Assert.Equal("Sent  250", await tenant.StandsAsync(sent));
        Assert.Equal("Waiting later 451 4.7.1 Come back later.", await tenant.StandsAsync(later));
        Assert.Equal("Failed answer 550 5.1.1 No such user.", await tenant.StandsAsync(refused));
        Assert.Equal("Uncertain broken The line broke.", await tenant.StandsAsync(broken));
        Assert.Equal("Uncertain broken It was taken, and the answer was lost.", await tenant.StandsAsync(lost));
        Assert.Equal("Waiting later Nobody is there.", await tenant.StandsAsync(down));
        Assert.Equal("Excluded no-address", await tenant.StandsAsync(nowhere));
        Assert.Equal("Excluded died", await tenant.StandsAsync(dead));
        Assert.Equal(2, tenant.Post.Count);

        // Nobody was there to be asked: that is no attempt.
        var attempts = (await tenant.MessagesAsync()).ToDictionary(row => row.MessageId, row => row.Attempts);
        Assert.Equal((0, 1, 1, 1), (attempts[down], attempts[later], attempts[refused], attempts[broken]));

        // Nobody knows of an uncertain one: it is not tried again, however often the sender runs.
        await tenant.SendAsync();
        Assert.Equal(2, tenant.Post.Count);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_key_is_one_message_however_often_it_is_put(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var first = await tenant.PutAsync(person);
        Assert.Equal(first, await tenant.PutAsync(person));
        Assert.NotEqual(first, await tenant.PutAsync(person, change: message => message with { Step = "2" }));
        await tenant.SendAsync();
        Assert.Equal(first, await tenant.PutAsync(person));
        await tenant.SendAsync();

        Assert.Equal(2, tenant.Post.Count);
    }

    [Fact]
    public async Task A_message_may_be_due_years_from_now()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var message = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"), change: message => message with { DueUtc = tenant.Now.AddYears(3) });
        await tenant.SendAsync();

        Assert.Equal("Waiting", await tenant.StandsAsync(message));
        Assert.Empty(tenant.Post);
    }

    [Fact]
    public async Task What_fails_with_its_cause_is_not_put()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        await Assert.ThrowsAsync<InvalidOperationException>(() => tenant.DoAsync(async services =>
        {
            await services.GetRequiredService<Outbox>().PutAsync(new NewMessage("act", person, "post", MessageClass.Personal, new MessageWords("Hello", "", "Dear Ada")), CancellationToken.None);
            throw new InvalidOperationException("The order could not be stored.");
        }));
        await tenant.SendAsync();

        Assert.Empty(await tenant.MessagesAsync());
        Assert.Empty(tenant.Post);
    }

    // What a killed process leaves: its claim, on what it had begun and on what it had not.
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_a_killed_sender_had_begun_is_uncertain_and_the_rest_goes_on(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        var begun = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"), change: message => message with { DueUtc = tenant.Now.AddMinutes(1) });
        var taken = await tenant.PutAsync(await tenant.PersonAsync("Two", "two@example.org"), change: message => message with { DueUtc = tenant.Now.AddMinutes(1) });
        var rows = await tenant.MessagesAsync();
        await KilledSender.LeaveAsync(tenant, [.. rows.Select(row => row.Id)], begun: [rows.Single(row => row.MessageId == begun).Id]);
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await tenant.SendAsync();

        Assert.Equal("Uncertain broken", await tenant.StandsAsync(begun));
        Assert.Equal("Sent  250", await tenant.StandsAsync(taken));
        Assert.Single(tenant.Post);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Who_became_one_with_somebody_of_the_same_action_gets_it_once(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        var (keep, gone) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("One", "uno@example.org"));
        NewMessage Soon(NewMessage message) => message with { DueUtc = tenant.Now.AddMinutes(1) };
        var (own, other) = (await tenant.PutAsync(keep, change: Soon), await tenant.PutAsync(gone, change: Soon));
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        Assert.Equal(HttpStatusCode.OK, (await api.PostJsonAsync($"/api/contacts/people/{keep}/merge", new { other = gone })).Status);
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await tenant.SendAsync();

        Assert.Equal("Sent  250", await tenant.StandsAsync(own));
        Assert.Equal("Excluded merged", await tenant.StandsAsync(other));
        Assert.Single(tenant.Post);
    }

    // One whose line on the timeline cannot be written does not take the others with it.
    [Fact]
    public async Task What_spoils_a_batch_spoils_itself_alone()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var fine = new List<string>();
        for (var number = 0; number < 12; number++)
        {
            fine.Add(await tenant.PutAsync(await tenant.PersonAsync($"P{number}", $"p{number}@example.org")));
        }

        var spoilt = await tenant.PutAsync(await tenant.PersonAsync("Spoilt", "spoilt@example.org"), tone: "festive");
        await tenant.Host.RunJobAsync(tenant.Settings, "SendMessages");

        Assert.All(fine, message => Assert.Equal("Sent  250", tenant.StandsAsync(message).GetAwaiter().GetResult()));
        Assert.Equal("Waiting", await tenant.StandsAsync(spoilt));
        Assert.Equal(12, tenant.Post.Count);
    }

    [Fact]
    public async Task It_is_tried_again_later_and_given_up_when_its_time_is_over()
    {
        await using var tenant = await MessagingTenant.StartAsync(still: true);
        var message = await tenant.PutAsync(await tenant.PersonAsync("One", "later@example.org"), change: message => message with { ExpiresUtc = tenant.Now.AddMinutes(30) });
        await tenant.SendAsync();
        var first = (await tenant.MessagesAsync()).Single();
        Assert.Equal(tenant.Now.AddMinutes(5), first.NextUtc!.Value, TimeSpan.FromSeconds(1));

        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        await tenant.SendAsync();
        var second = (await tenant.MessagesAsync()).Single();
        Assert.Equal(2, second.Attempts);
        Assert.Equal(tenant.Now.AddMinutes(15), second.NextUtc!.Value, TimeSpan.FromSeconds(1));

        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(15));
        await tenant.SendAsync();
        Assert.StartsWith("Failed answer 451", await tenant.StandsAsync(message));
        Assert.Equal(first.FirstTriedUtc, (await tenant.MessagesAsync()).Single().FirstTriedUtc);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task The_urgent_leave_first_what_is_too_late_does_not_leave(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        var due = tenant.Now.AddMinutes(10);
        for (var i = 0; i < 3; i++)
        {
            var (number, person) = (i, await tenant.PersonAsync($"N{i}", $"n{i}@example.org"));
            await tenant.PutAsync(person, $"a{i}", change: message => message with { Priority = number, DueUtc = due, ExpiresUtc = number == 1 ? due.AddMinutes(-1) : due.AddHours(1) });
        }

        await tenant.SendAsync();
        Assert.Empty(tenant.Post);
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await tenant.SendAsync();

        Assert.Equal(["Sent", "Dropped", "Sent"], (await tenant.MessagesAsync()).Select(row => ((MessageState)row.State).ToString()));
        Assert.Equal("expired", (await tenant.MessagesAsync())[1].Reason);
    }

    [Fact]
    public async Task A_guard_of_another_module_holds_and_refuses()
    {
        await using var tenant = await MessagingTenant.StartAsync(still: true);
        var mourner = await tenant.PersonAsync("Mourner", "one@example.org");
        var held = await tenant.PutAsync(mourner, "festive", tone: "festive");
        var sober = await tenant.PutAsync(mourner, "sober", tone: "sober");
        var never = await tenant.PutAsync(await tenant.PersonAsync("Never", "two@example.org"), "festive", tone: "festive");
        await tenant.SendAsync();

        Assert.Equal("Held guard The family mourns.", await tenant.StandsAsync(held));
        Assert.Equal("Sent  250", await tenant.StandsAsync(sober));
        Assert.Equal("Excluded guard Never festive.", await tenant.StandsAsync(never));
        Assert.Equal(tenant.Now.AddDays(2), (await tenant.MessagesAsync())[0].NextUtc!.Value, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Whose_data_may_not_be_used_is_not_written_to()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        using (await tenant.Admin.SubmitAsync("/admin/profile", [new("Input.Reason", "They asked")], $"/admin/people/{person}/restriction?handler=Set"))
        {
        }

        var message = await tenant.PutAsync(person);
        await tenant.SendAsync();

        Assert.StartsWith("Excluded refused", await tenant.StandsAsync(message));
        Assert.Empty(tenant.Post);
    }
}
