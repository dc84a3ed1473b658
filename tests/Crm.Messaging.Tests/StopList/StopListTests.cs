using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.StopList;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.StopList;

/// <summary>An address that is no good gets nothing, whoever it is of; one that complained gets no letters to many.</summary>
public sealed class StopListTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_came_back_for_good_gets_nothing_and_who_complained_gets_no_letters_to_many(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var (dead, angry, well) = (await tenant.PersonAsync("Dead", "Dead@example.org"), await tenant.PersonAsync("Angry", "angry@example.org"), await tenant.PersonAsync("Well", "well@example.org"));
        await AddAsync(tenant, "dead@EXAMPLE.org", StopReasons.Hard);
        await AddAsync(tenant, "dead@example.org", StopReasons.Hard);
        await AddAsync(tenant, "angry@example.org", StopReasons.Complaint);
        var asked = new List<(string Person, MessageClass Kind, string Message)>();
        foreach (var person in new[] { dead, angry, well })
        {
            foreach (var kind in Enum.GetValues<MessageClass>())
            {
                asked.Add((person, kind, await tenant.PutAsync(person, $"act-{kind}", kind)));
            }
        }

        await tenant.SendAsync();
        foreach (var (person, kind, message) in asked)
        {
            var expected = person == dead ? "Excluded came-back" : person == angry && kind == MessageClass.Marketing ? "Excluded complained" : "Sent  250";
            Assert.Equal(expected, await tenant.StandsAsync(message));
        }

        Assert.Single(await RowsAsync(tenant), row => row.Reason == StopReasons.Hard);
        Assert.Contains("came back for good: nothing is written to it", WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/messages/{asked[0].Message}")));
        Assert.Contains("address stopped", await tenant.Admin.ReadAsync($"/admin/contacts/{dead}/panels/messages"));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_is_stopped_between_the_question_and_the_letter_does_not_leave(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var (person, other) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("Two", "two@example.org"));
        string[] messages = [await tenant.PutAsync(person, change: Tomorrow), await tenant.PutAsync(other, change: Tomorrow)];
        var moved = await tenant.InAsync(async services =>
        {
            var (content, db) = (services.GetRequiredService<IContentManager>(), await services.GetRequiredService<ISession>().GetConnectionAsync(write: true));
            var item = (await content.GetAsync(other, VersionOptions.Latest))!;
            item.Alter<Contacts.Points.ContactPointsPart>(part => part.Emails[0].Address = "moved@example.org");
            await content.UpdateAsync(item);
            await db.GetTable<Message>().Set(row => row.ClaimedBy, "a sender").UpdateAsync();
            var written = await services.GetRequiredService<Messaging.Send.WriteLetter>().WriteAsync(await db.GetTable<Message>().OrderBy(row => row.Id).ToListAsync(), default);
            Assert.All(written, one => Assert.NotNull(one.Letter));
            await services.GetRequiredService<StoppedAddresses>().AddAsync("post", written[0].Message.AddressKey, StopReasons.Hard, "", "", default);
            var entries = written.Select(one => new Messaging.Send.JournalEntry(one.Message, one.Receiver)).ToList();
            await services.GetRequiredService<Messaging.Send.WriteJournal>().WriteAsync(entries, default);
            Assert.Equal([false, true], entries.Select(entry => entry.MayGo));
            return await services.GetRequiredService<AddressKeys>().OfAsync("post", "moved@example.org");
        });
        Assert.Equal("Excluded came-back", await tenant.StandsAsync(messages[0]));
        Assert.Equal(moved, (await tenant.MessagesAsync())[1].AddressKey);

        NewMessage Tomorrow(NewMessage message) => message with { DueUtc = tenant.Now.AddDays(1) };
    }

    [Fact]
    public async Task It_holds_no_address_and_outlives_the_person()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var person = await tenant.PersonAsync("Gone", "gone@example.org");
        await AddAsync(tenant, "gone@example.org", StopReasons.Hard);
        Assert.DoesNotContain(await RowsAsync(tenant), row => row.AddressKey.Contains("gone", StringComparison.Ordinal) || row.Detail.Contains("gone", StringComparison.Ordinal));
        await tenant.DoAsync(async services => await services.GetRequiredService<IContentManager>().RemoveAsync((await services.GetRequiredService<IContentManager>().GetAsync(person, VersionOptions.Latest))!));

        var again = await tenant.PutAsync(await tenant.PersonAsync("Again", "gone@example.org"));
        await tenant.SendAsync();
        Assert.Equal("Excluded came-back", await tenant.StandsAsync(again));
        await using var other = await MessagingTenant.AtNoonAsync();
        var there = await other.PutAsync(await other.PersonAsync("There", "gone@example.org"));
        await other.SendAsync();
        Assert.Equal("Sent  250", await other.StandsAsync(there));
    }

    [Fact]
    public async Task It_is_stopped_and_lifted_by_hand_with_a_reason_and_the_lifting_is_taken_back()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var page = $"/admin/people/{await tenant.PersonAsync("One", "one@example.org")}/preferences";
        using (var refused = await tenant.Admin.SubmitAsync(page, [new("channel", "post"), new("reason", " ")], page + "?handler=StopAddress"))
        {
            Assert.Contains("Say why", await refused.Content.ReadAsStringAsync());
        }

        using (await tenant.Admin.SubmitAsync(page, [new("channel", "post"), new("reason", "They moved away")], page + "?handler=StopAddress"))
        {
        }

        var row = Assert.Single(await RowsAsync(tenant));
        Assert.Equal(("hand", "They moved away", "admin"), (row.Reason, row.Detail, row.ByName));
        Assert.Contains("They moved away", await tenant.Admin.ReadAsync(page));
        Assert.Contains("Their address is on the stop list", await tenant.Admin.ReadAsync(page.Replace("/preferences", "/write")));

        using (await tenant.Admin.SubmitAsync(page, [new("stop", $"{row.Id}"), new("reason", "They are back")], page + "?handler=Lift"))
        {
        }

        var lifted = Assert.Single(await RowsAsync(tenant));
        Assert.Equal(("They are back", "admin"), (lifted.LiftReason, lifted.LiftedByName));
        Assert.Equal("Sent  250", await SentAsync(tenant, page));
        using (await tenant.Admin.SubmitAsync(page, [], $"{page}?handler=PutBack&stop={row.Id}"))
        {
        }

        Assert.Null(Assert.Single(await RowsAsync(tenant)).LiftedUtc);
        Assert.Equal("Excluded stopped", await SentAsync(tenant, page));

        // Who may only write adds to the list and does not take from it; nor does anybody by another person's page.
        var (writer, _) = await tenant.AsAsync("WriteMessages", "ViewContent", "ListContacts");
        using (writer)
        using (var answer = await writer.SubmitAsync(page, [new("stop", $"{row.Id}"), new("reason", "x")], page + "?handler=Lift"))
        {
            Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        }

        var elsewhere = $"/admin/people/{await tenant.PersonAsync("Two", "two@example.org")}/preferences";
        using (var answer = await tenant.Admin.SubmitAsync(elsewhere, [new("stop", $"{row.Id}"), new("reason", "x")], elsewhere + "?handler=Lift"))
        {
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Null(Assert.Single(await RowsAsync(tenant)).LiftedUtc);
    }

    private static async Task<string> SentAsync(MessagingTenant tenant, string page)
    {
        var message = await tenant.PutAsync(page.Split('/')[3], Guid.NewGuid().ToString("N"));
        await tenant.SendAsync();
        return await tenant.StandsAsync(message);
    }

    private static Task AddAsync(MessagingTenant tenant, string address, string reason) => tenant.DoAsync(async services
        => await services.GetRequiredService<StoppedAddresses>().AddAsync("post", await services.GetRequiredService<AddressKeys>().OfAsync("post", address), reason, "", "", default));

    private static Task<List<StoppedAddress>> RowsAsync(MessagingTenant tenant) => tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<StoppedAddress>().OrderBy(row => row.Id).ToListAsync());
}
