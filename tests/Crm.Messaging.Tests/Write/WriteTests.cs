using System.Net;
using Crm.Messaging.Messages;
using Crm.Testing;

namespace Crm.Messaging.Tests.Write;

/// <summary>One person writes to another, from their page.</summary>
public sealed class WriteTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_leaves_once_and_stands_on_the_timeline(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("Roux", "one@example.org");
        Assert.Contains($"/admin/people/{person}/write", await tenant.Admin.ReadAsync($"/admin/contacts/{person}/panels/messages"));
        var page = await tenant.Admin.ReadAsync($"/admin/people/{person}/write");
        Assert.Contains("Dear Ada,", page);
        Assert.Contains("data-insert=\"Ada\"", page);
        await SubmitAsync(tenant, person, "Hello <you>", "Dear Ada,\n\nA line.", "k1");
        await SubmitAsync(tenant, person, "Hello <you>", "Dear Ada,\n\nA line.", "k1");
        await tenant.SendAsync();

        Assert.EndsWith("one@example.org Hello <you>", Assert.Single(tenant.Post));
        var message = Assert.Single(await tenant.MessagesAsync());
        Assert.Equal("admin", message.ByName);
        Assert.Contains("Hello &lt;you&gt;", await tenant.Admin.ReadAsync($"/admin/people/{person}"));
        Assert.Contains("A line.", await tenant.Admin.ReadAsync($"/admin/messages/{message.MessageId}"));
        Assert.Contains("Sent", await tenant.Admin.ReadAsync($"/admin/contacts/{person}/panels/messages"));
    }

    [Fact]
    public async Task A_letter_that_cannot_be_sent_is_refused_with_a_sentence()
    {
        var tenant = await MessagingTenant.SharedAsync();
        var person = await tenant.PersonAsync("Roux", "one@example.org");
        Assert.Contains("Give it a subject", await SubmitAsync(tenant, person, " ", "Text"));
        Assert.Contains("Give it a subject", await SubmitAsync(tenant, person, new string('x', 301), "Text"));
        Assert.Contains("Write something", await SubmitAsync(tenant, person, "Subject", ""));
        Assert.Contains("does not reach them", await SubmitAsync(tenant, person, "Subject", "Text", channel: "pigeon"));
        Assert.Contains("not one of ours", await SubmitAsync(tenant, person, "Subject", "Text", key: ""));
        Assert.Contains("Nothing reaches them", await tenant.Admin.ReadAsync($"/admin/people/{await tenant.PersonAsync("Roux")}/write"));
        Assert.Contains("They died", WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/people/{await tenant.PersonAsync("Roux", "x@example.org", change: part => part.DiedOn = new DateOnly(2020, 1, 1))}/write")));
        Assert.DoesNotContain(await tenant.MessagesAsync(), row => row.PersonId == person);
    }

    [Fact]
    public async Task A_subject_of_two_lines_becomes_no_header()
    {
        var tenant = await MessagingTenant.SharedAsync();
        var person = await tenant.PersonAsync("Roux", "one@example.org");
        Assert.Contains("Give it a subject", await SubmitAsync(tenant, person, "Hello\r\nBcc: all@example.org", "Text"));
    }

    [Fact]
    public async Task Who_may_not_see_a_person_neither_writes_to_them_nor_reads_what_was_written()
    {
        var tenant = await MessagingTenant.SharedAsync();
        var (own, id) = await tenant.AsAsync("ViewOwnContacts", "WriteMessages", "ViewMessages");
        var (other, mine) = (await tenant.PersonAsync("Hidden", "one@example.org"), await tenant.PersonAsync("Mine", "two@example.org", owner: id));
        var (secret, open) = (await tenant.PutAsync(other, "canary-one"), await tenant.PutAsync(mine, "canary-two"));

        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/admin/people/{other}/write")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/admin/messages/{secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await own.GetAsync($"/admin/messages/{open}")).StatusCode);
        var ledger = await own.ReadAsync("/admin/messages");
        Assert.Contains("Subject of canary-two", ledger);
        Assert.DoesNotContain("Subject of canary-one", ledger);
        Assert.DoesNotContain("Hidden", ledger);
        var api = (await own.ReadJsonAsync("/api/messages")).ToJsonString();
        Assert.DoesNotContain("Subject of canary-one", api);
        Assert.DoesNotContain(other, api);
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/api/messages/{secret}")).StatusCode);

        var (none, _) = await tenant.AsAsync("ViewContacts");
        Assert.Equal(HttpStatusCode.Forbidden, (await none.GetAsync("/admin/messages")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await none.GetAsync($"/admin/people/{mine}/write")).StatusCode);
    }

    private static async Task<string> SubmitAsync(MessagingTenant tenant, string person, string subject, string text, string key = "k", string channel = "post")
    {
        using var answer = await tenant.Admin.SubmitAsync($"/admin/people/{person}/write", [new("Input.Key", key), new("Input.Channel", channel), new("Input.Subject", subject), new("Input.Text", text)]);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
