using System.Net;
using Crm.Messaging.Automations;
using Crm.Messaging.Messages;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Automations;

/// <summary>Each message of a rule says why, and anybody can be taken out of a rule by hand.</summary>
public sealed class AutomationExitTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Taken_out_they_get_no_more_of_it_also_of_what_waits_and_put_back_they_do(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var (person, other) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("Two", "two@example.org"));
        var first = await PutAsync(tenant, person, "1");
        var (waits, theirs, another) = (await PutAsync(tenant, person, "2", later: true), await PutAsync(tenant, other, "2", later: true), await PutAsync(tenant, person, "3", later: true, key: "thanks"));
        await tenant.SendAsync();
        var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/messages/{first}"));
        Assert.Contains("Put by the rule “Birthdays”, because: 8 years old on 1 December", page);
        Assert.Contains("because: 8 years old", await tenant.Admin.ReadAsync($"/admin/contacts/{person}/panels/messages"));

        Assert.Contains("Say why", await TakeOutAsync(tenant, person, " "));
        Assert.DoesNotContain("Say why", await TakeOutAsync(tenant, person, "They are sad about it"));
        var after = await PutAsync(tenant, person, "4");
        Assert.Equal("Excluded taken-out Birthdays", await tenant.StandsAsync(after));
        var many = await tenant.InAsync(services => services.GetRequiredService<Outbox>().PutAsync([.. new[] { person, other }.Select(id => New(id, "birthdays", "many"))], CancellationToken.None));
        Assert.Equal(("Excluded taken-out Birthdays", "Waiting"), (await tenant.StandsAsync(many[0]), await tenant.StandsAsync(many[1])));
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        await tenant.SendAsync();
        Assert.Equal("Excluded taken-out Birthdays", await tenant.StandsAsync(waits));
        Assert.Equal(("Sent  250", "Sent  250"), (await tenant.StandsAsync(theirs), await tenant.StandsAsync(another)));
        Assert.Contains("Somebody took them out of “Birthdays”", WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/messages/{waits}")));
        Assert.Contains("They are sad about it", await tenant.Admin.ReadAsync($"/admin/people/{person}/automations"));

        using (await tenant.Admin.SubmitAsync($"/admin/people/{person}/automations", [new("automation", "birthdays")], $"/admin/people/{person}/automations?handler=PutBack"))
        {
        }

        var again = await PutAsync(tenant, person, "5");
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(again));
        Assert.Equal([false, true], (await LogAsync(tenant, person)).Select(row => row.IsOut));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task The_stricter_holds_for_who_become_one_and_what_is_kept_is_handed_out_and_erased(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var (keep, gone) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("One", "uno@example.org"));
        await PutAsync(tenant, gone, "1");
        await TakeOutAsync(tenant, gone, "Canary reason");
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        Assert.Equal(HttpStatusCode.OK, (await api.PostJsonAsync($"/api/contacts/people/{keep}/merge", new { other = gone })).Status);
        Assert.Equal("Excluded taken-out Birthdays", await tenant.StandsAsync(await PutAsync(tenant, keep, "2")));
        Assert.Contains("before a merge", await tenant.Admin.ReadAsync($"/admin/people/{keep}/automations"));

        var held = await tenant.InAsync(async services =>
        {
            var subject = (await services.GetRequiredService<Crm.Contacts.PersonalData.DataSubjects>().FindAsync(keep, CancellationToken.None))!;
            var parts = services.GetServices<Crm.Kernel.PersonalData.IPersonalData>().Where(part => part.Name is "automations" or "messages").ToList();
            var told = "";
            foreach (var part in parts)
            {
                told += (await part.ReadAsync(subject, CancellationToken.None)).Data.ToJsonString();
                await part.EraseAsync(subject, null!, CancellationToken.None);
            }

            return told;
        });
        Assert.Contains("Canary reason", held);
        Assert.Contains("8 years old", held);
        Assert.Empty(await LogAsync(tenant, keep));
        Assert.All(await tenant.MessagesAsync(), row => Assert.Equal("", row.Because));
    }

    [Fact]
    public async Task The_api_puts_what_a_rule_wants_with_the_facts_behind_it()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        foreach (var (automation, because) in new[] { ("", "no rule"), ("birthdays", new string('é', 251)), (new string('x', 101), "") })
        {
            var (status, body) = await api.PostJsonAsync("/api/messages", new { action = "a", personId = person, channel = "post", @class = "personal", subject = "s", text = "t", automation, because });
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("An automation has a key", body!["errors"]!["automation"]!.ToJsonString());
        }

        var put = await api.PostJsonAsync("/api/messages", new { action = "a", personId = person, channel = "post", @class = "personal", subject = "s", text = "t", automation = "birthdays", automationTitle = "Birthdays", because = "8 years old" });
        var shown = (await api.ReadJsonAsync($"/api/messages/{put.Body!["messageId"]}"))["message"]!;
        Assert.Equal(("birthdays", "Birthdays", "8 years old"), ((string)shown["automation"]!, (string)shown["automationTitle"]!, (string)shown["because"]!));

        var (reader, _) = await tenant.AsAsync("ViewMessages");
        Assert.DoesNotContain("8 years old", (await reader.ReadJsonAsync("/api/messages")).ToJsonString());
    }

    [Fact]
    public async Task Nobody_is_taken_out_of_a_rule_that_never_wrote_to_them_or_by_who_may_not_write()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        Assert.Contains("No rule wrote to them yet", await tenant.Admin.ReadAsync($"/admin/people/{person}/automations"));
        using (var unknown = await tenant.Admin.SubmitAsync($"/admin/people/{person}/automations", [new("automation", "birthdays"), new("reason", "r")], $"/admin/people/{person}/automations?handler=TakeOut"))
        {
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        }

        var message = await PutAsync(tenant, person, "1");
        var (reader, _) = await tenant.AsAsync("ViewMessages", "ViewContacts");
        Assert.DoesNotContain("Take them out", await reader.ReadAsync($"/admin/messages/{message}"));
        Assert.NotEqual(HttpStatusCode.OK, (await reader.GetAsync($"/admin/people/{person}/automations")).StatusCode);
    }

    private static Task<string> PutAsync(MessagingTenant tenant, string person, string step, bool later = false, string key = "birthdays") => tenant.PutAsync(person, key, change: message => message with
    {
        Step = step, DueUtc = later ? tenant.Now.AddMinutes(5) : null, Automation = new MessageAutomation(key, key == "birthdays" ? "Birthdays" : "Thanks", "8 years old on 1 December"),
    });

    private static NewMessage New(string person, string key, string step)
        => new(key, person, "post", MessageClass.Personal, new MessageWords("Subject", "", "Dear Ada")) { Step = step, Automation = new MessageAutomation(key, "Birthdays", "8 years old on 1 December") };

    private static async Task<string> TakeOutAsync(MessagingTenant tenant, string person, string reason)
    {
        using var answer = await tenant.Admin.SubmitAsync($"/admin/people/{person}/automations", [new("automation", "birthdays"), new("reason", reason)], $"/admin/people/{person}/automations?handler=TakeOut");
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task<IReadOnlyList<AutomationExit>> LogAsync(MessagingTenant tenant, string person) => tenant.InAsync(services => services.GetRequiredService<AutomationExits>().LogAsync([person], CancellationToken.None));
}
