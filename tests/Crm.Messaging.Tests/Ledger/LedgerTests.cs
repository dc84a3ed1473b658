using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Testing;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Ledger;

/// <summary>The ledger adds up, and what nobody knows is settled by a person.</summary>
public sealed class LedgerTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task States_and_reasons_add_up_to_the_audience(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        foreach (var address in new[] { "one@example.org", "two@example.org", "later@example.org", "refuse@example.org", "lost@example.org", "" })
        {
            await tenant.PutAsync(await tenant.PersonAsync("N", address), "all");
        }

        await tenant.SendAsync();
        var sums = await tenant.Admin.ReadJsonAsync("/api/messages/sums?of=all");

        Assert.Equal(6, (int)sums["total"]!);
        Assert.Equal(6, sums["states"]!.AsObject().Sum(state => (int)state.Value!));
        Assert.Equal((2, 1, 1, 1, 1), ((int)sums["states"]!["sent"]!, (int)sums["states"]!["waiting"]!, (int)sums["states"]!["failed"]!, (int)sums["states"]!["uncertain"]!, (int)sums["states"]!["excluded"]!));
        Assert.Single((await tenant.Admin.ReadJsonAsync("/api/messages?state=failed"))["items"]!.AsArray());
        var page = await tenant.Admin.ReadAsync("/admin/messages?state=excluded&reason=no-address");
        Assert.Contains("no address", page);
        Assert.DoesNotContain("broke off</span>", page);
    }

    [Fact]
    public async Task An_uncertain_one_is_settled_by_a_person()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var (arrived, again) = (await tenant.PutAsync(await tenant.PersonAsync("One", "broken@example.org")), await tenant.PutAsync(await tenant.PersonAsync("Two", "lost@example.org")));
        await tenant.SendAsync();
        await ActAsync(tenant, arrived, "Arrived");
        await ActAsync(tenant, again, "Drop");

        Assert.Equal("Sent settled admin", await tenant.StandsAsync(arrived));
        Assert.Equal("Dropped decided admin", await tenant.StandsAsync(again));

        // Dropped by hand, it can be taken back; it is tried anew then.
        await ActAsync(tenant, again, "Send");
        await tenant.SendAsync();
        Assert.StartsWith("Uncertain broken", await tenant.StandsAsync(again));
        Assert.Equal(2, tenant.Post.Count);
        await ActAsync(tenant, arrived, "Drop");
        Assert.Equal("Sent settled admin", await tenant.StandsAsync(arrived));
    }

    [Fact]
    public async Task A_home_s_page_says_why_nothing_came_this_week()
    {
        await using var tenant = await MessagingTenant.StartAsync(still: true);
        var home = await tenant.InAsync(async services =>
        {
            var item = await services.GetRequiredService<IContentManager>().NewAsync(ContactTypes.Household);
            item.Alter<HouseholdPart>(part => part.Name = "Family Mourner");
            await services.GetRequiredService<IContentManager>().CreateAsync(item);
            return item.ContentItemId;
        });
        var person = await tenant.PersonAsync("Mourner", "one@example.org", change: part => part.Memberships = [new Membership { HouseholdId = home, Role = "adult" }]);
        await tenant.PutAsync(person, "festive", tone: "festive");
        await tenant.SendAsync();

        foreach (var contact in new[] { home, person })
        {
            var panel = await tenant.Admin.ReadAsync($"/admin/contacts/{contact}/panels/messages");
            Assert.Contains("Why nothing came this week", panel);
            Assert.Contains("The family mourns.", panel);
        }
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task An_erased_person_leaves_the_sum_and_no_word(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("Canary", "one@example.org");
        await tenant.PutAsync(person, "all", change: message => message with { Words = new MessageWords("Canaryword", "<p>Canaryword</p>", "Canaryword") });
        await tenant.SendAsync();
        await tenant.PutAsync(person, "waits", change: message => message with { DueUtc = tenant.Now.AddDays(1) });
        foreach (var handler in (string[])["Ask", "Erase"])
        {
            using (await tenant.Admin.SubmitAsync("/admin/profile", [new("Input.Name", "Ada Canary"), new("Input.Request", "")], $"/admin/people/{person}/erase?handler={handler}"))
            {
            }
        }

        await tenant.DoAsync(services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());

        var rows = await tenant.MessagesAsync();
        Assert.Equal(["Sent", "Dropped"], rows.Select(row => ((MessageState)row.State).ToString()));
        Assert.DoesNotContain(rows, row => row.PersonId == person);
        Assert.Empty(await tenant.InAsync(async services => await LinqToDB.Async.AsyncExtensions.ToListAsync((await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<MessageText>().Where(text => text.Text.Contains("Canaryword")))));
        Assert.Equal(2, (int)(await tenant.Admin.ReadJsonAsync("/api/messages/sums"))["total"]!);
    }

    [Fact]
    public async Task Restraint_is_set_by_its_page_and_nonsense_is_refused()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        using (var refused = await tenant.Admin.SubmitAsync("/admin/settings/restraint", [new("Rules[0].Name", "One Week"), new("Rules[0].Days", "0"), new("Rules[0].Most", "-1"), new("Rules[0].Channel", "pigeon"), new("QuietFrom", "22:00"), new("QuietTo", "07:00")]))
        {
            var page = System.Net.WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
            Assert.Contains("small letters", page);
            Assert.Contains("From 1 to 366 days", page);
            Assert.Contains("From 0 to 1000 messages", page);
            Assert.Contains("no such channel", page);
        }

        using (await tenant.Admin.SubmitAsync("/admin/settings/restraint", [new("Rules[0].Name", "none"), new("Rules[0].Days", "7"), new("Rules[0].Most", "0"), new("Rules[0].PerHousehold", "false"), new("Rules[0].Channel", ""), new("QuietFrom", "00:00"), new("QuietTo", "00:00")]))
        {
        }

        var message = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"), kind: MessageClass.Marketing);
        await tenant.SendAsync();
        Assert.Equal("Held restraint none", await tenant.StandsAsync(message));
        Assert.Contains("0 in 7 days by all channels, a person", await tenant.Admin.ReadAsync($"/admin/messages/{message}"));
    }

    [Fact]
    public async Task The_api_puts_a_message_once_and_refuses_nonsense_with_sentences()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var draft = new { action = "order-7", step = "confirmed", personId = person, channel = "post", @class = "transactional", subject = "Your order", text = "It is on its way." };
        var first = await api.PostJsonAsync("/api/messages", draft);
        Assert.Equal((System.Net.HttpStatusCode.Accepted, first.Body!["messageId"]!.ToString()), (first.Status, (await api.PostJsonAsync("/api/messages", draft)).Body!["messageId"]!.ToString()));
        await tenant.SendAsync();
        Assert.Single(tenant.Post);

        var (status, body) = await api.PostJsonAsync("/api/messages", new { action = "", personId = "nobody", channel = "pigeon", @class = "1", subject = "a\r\nBcc: x", text = "", expires = "2020-01-01T00:00:00Z", due = "2021-01-01T00:00:00Z" });
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, status);
        Assert.Equal(["action", "channel", "class", "expires", "subject", "text"], body!["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.Contains("no such person", (await api.PostJsonAsync("/api/messages", new { action = "a", personId = "nobody", channel = "post", @class = "personal", subject = "a", text = "b" })).Body!.ToJsonString());
        var brake = await api.PostJsonAsync("/api/brakes", new { scope = "country", value = "fr", reason = "Mourning" });
        Assert.Equal((System.Net.HttpStatusCode.Created, "FR"), (brake.Status, brake.Body!["value"]!.ToString()));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await api.PostJsonAsync("/api/brakes", new { scope = "moon" })).Status);
    }

    private static async Task ActAsync(MessagingTenant tenant, string message, string handler)
    {
        using var answer = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/messages/{message}?handler={handler}");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
    }
}
