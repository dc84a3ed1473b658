using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Kernel.Data;
using Crm.Testing;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;
using Crm.Webhooks.Tests.Send;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests.Register;

/// <summary>Webhooks are made, tested and thrown away by who may, and lend nobody eyes that he does not have.</summary>
public sealed class ManageTests
{
    [Fact]
    public async Task A_webhook_made_on_the_page_shows_its_secret_once_and_is_tested_there()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var page = await SubmitAsync(tenant, "/admin/webhooks/new", [new("Input.Name", "Shop <b>"), new("Input.Address", tenant.Receiver.Address), new("Input.Events", "created"), new("Input.Role", "Administrator"), new("Input.IsOn", "true")]);
        var secret = WebUtility.HtmlDecode(Regex.Match(page, "value=\"(whsec_[^\"]+)\"").Groups[1].Value);
        var id = Regex.Match(page, "/admin/webhooks/([0-9a-z]{26})").Groups[1].Value;
        Assert.DoesNotContain("whsec_", await tenant.Admin.ReadAsync($"/admin/webhooks/{id}"));
        Assert.DoesNotContain("whsec_", await tenant.Admin.ReadAsync($"/admin/webhooks/{id}/edit"));
        Assert.Contains("Shop &lt;b&gt;", await tenant.Admin.ReadAsync("/admin/webhooks"));
        var stored = await tenant.InAsync(async services => (await services.GetRequiredService<ISession>().Query<Webhook>().FirstOrDefaultAsync())!.Secrets[0].Protected);
        var save = (await tenant.InAsync(services => services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(Type: nameof(Webhook)), 1)))[0];
        Assert.DoesNotContain(secret, stored + save.Forward);
        Assert.DoesNotContain(stored, await tenant.Admin.ReadAsync($"/admin/audit/{save.Id}"));

        tenant.Receiver.AnswerWith(200, "heard");
        using var tested = await tenant.Admin.SubmitAsync($"/admin/webhooks/{id}", [], $"/admin/webhooks/{id}?handler=Test");
        var shown = await tenant.Admin.ReadAsync(tested.Headers.Location!.ToString());

        var ping = Assert.Single(tenant.Receiver.Taken());
        Assert.Equal("ping", ping.Type);
        Assert.True(Receiving.IsSigned(secret, ping.Id, ping.Timestamp, ping.Signature, ping.Text, tenant.Host.Clock.GetUtcNow()));
        Assert.Contains("Delivered", shown);
        Assert.Contains("heard", shown);
    }

    [Fact]
    public async Task A_new_secret_signs_beside_the_old_one_for_a_day()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var (id, old) = await tenant.WebhookAsync();
        using var rolled = await tenant.Program.Http.PostAsync($"api/webhooks/{id}/secret", null);
        var secret = (string)JsonNode.Parse(await rolled.Content.ReadAsStringAsync())!["secret"]!;
        Assert.Equal((true, true), await SignedAsync(tenant, id, old, secret));

        tenant.Host.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal((false, true), await SignedAsync(tenant, id, old, secret));
    }

    [Fact]
    public async Task What_was_thrown_away_comes_back_with_its_secret()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var (id, secret) = await tenant.WebhookAsync();
        using var gone = await tenant.Admin.SubmitAsync($"/admin/webhooks/{id}", [], $"/admin/webhooks/{id}?handler=Delete");
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Admin.GetAsync($"/admin/webhooks/{id}")).StatusCode);
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        Assert.Empty(tenant.Receiver.Taken());

        using var back = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/webhooks?handler=Restore&id={id}");

        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal((true, false), await SignedAsync(tenant, id, secret, "whsec_AAAA"));
    }

    [Fact]
    public async Task A_delivery_is_sent_again_on_demand_with_its_id()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var (id, _) = await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        var first = Assert.Single(tenant.Receiver.Taken());
        var listed = (await tenant.ReadAsync($"api/webhooks/{id}/deliveries"))["items"]!.AsArray();
        Assert.Equal(first.Id, (string?)Assert.Single(listed)!["messageId"]);
        Assert.Equal("Odile Martin", (string?)(await tenant.ReadAsync($"api/webhooks/{id}/deliveries/{first.Id}"))["sent"]!["data"]!["displayText"]);

        using var again = await tenant.Admin.SubmitAsync($"/admin/webhooks/{id}/deliveries/{first.Id}", [], $"/admin/webhooks/{id}/deliveries/{first.Id}?handler=SendAgain");
        await tenant.SendAsync();

        Assert.Equal(first.Id, Assert.Single(tenant.Receiver.Taken()).Id);
    }

    [Fact]
    public async Task Nobody_lends_a_webhook_eyes_that_are_not_his()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var (theirs, _) = await tenant.WebhookAsync();
        await tenant.RoleAsync("Shop", "View_Person", "View_Organisation");
        await tenant.RoleAsync("Hooks", "AccessAdminPanel", "ManageWebhooks", "View_Person");
        await tenant.Host.AddUserAsync(tenant.Settings, "mallory", "Hooks");
        using var mallory = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "mallory"));

        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(mallory, tenant, "Administrator"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(mallory, tenant, "Shop"));
        Assert.Equal(HttpStatusCode.Created, await TryAsync(mallory, tenant, "Hooks"));
        Assert.Single(JsonNode.Parse(await mallory.ReadAsync("api/webhooks"))!.AsArray());
        foreach (var (method, path) in new[] { ("GET", ""), ("DELETE", ""), ("POST", "/secret"), ("POST", "/test"), ("GET", "/deliveries") })
        {
            using var answer = await mallory.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"api/webhooks/{theirs}{path}"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        // A token that may do less than its owner makes no webhook that sees more than the token.
        using var narrow = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin", "ManageWebhooks"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(narrow, tenant, "Administrator"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(narrow, tenant, "Shop"));
        using var slim = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "mallory", "ManageWebhooks"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(slim, tenant, "Hooks"));
        Assert.Empty(JsonNode.Parse(await slim.ReadAsync("api/webhooks"))!.AsArray());
    }

    [Fact]
    public async Task An_address_inside_is_refused_when_it_is_typed_and_when_its_name_turns_out_to_lead_there()
    {
        await using var tenant = await WebhooksTenant.StartAsync(allowsPrivate: false);
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(tenant.Program, tenant, "Administrator"));
        var (id, _) = await tenant.WebhookAsync("https://example.org/hook");
        await tenant.DoAsync(async services =>
        {
            var session = services.GetRequiredService<ISession>();
            var webhook = (await session.Query<Webhook, WebhookIndex>(row => row.WebhookId == id).FirstOrDefaultAsync())!;
            webhook.Address = tenant.Receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
            await session.SaveAsync(webhook);
        });
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();

        Assert.Empty(tenant.Receiver.Taken());
        Assert.Equal(DeliveryFault.Private, (await tenant.DeliveriesAsync())[0].Fault);
    }

    [Fact]
    public async Task There_are_twenty_at_most_and_deliveries_are_forgotten_after_thirty_days()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        for (var one = 0; one < ChangeWebhooks.Most; one++)
        {
            await tenant.WebhookAsync(events: ["deleted"]);
        }

        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(tenant.Program, tenant, "Administrator"));
        var id = (string)(await tenant.ReadAsync("api/webhooks"))[0]!["webhookId"]!;
        using var ping = await tenant.Program.Http.PostAsync($"api/webhooks/{id}/test", null);
        using var gone = await tenant.Program.Http.DeleteAsync($"api/webhooks/{id}");
        Assert.Single(await tenant.DeliveriesAsync());

        tenant.Host.Clock.Advance(TimeSpan.FromDays(31));
        await tenant.DoAsync(services => services.GetServices<Kernel.Jobs.IBackgroundTask>().OfType<PruneDeliveries>().Single().DoWorkAsync(services, default));

        Assert.Empty(await tenant.DeliveriesAsync());
        Assert.Equal(ChangeWebhooks.Most - 1, await tenant.InAsync(services => services.GetRequiredService<ISession>().Query<Webhook>().CountAsync()));
    }

    private static async Task<HttpStatusCode> TryAsync(TestBrowser program, WebhooksTenant tenant, string role)
    {
        using var answer = await program.Http.PostAsJsonAsync("api/webhooks", new { Name = "Mine", Address = tenant.Receiver.Address, Events = new[] { "created" }, Role = role });
        return answer.StatusCode;
    }

    private static async Task<(bool ByFirst, bool BySecond)> SignedAsync(WebhooksTenant tenant, string id, string first, string second)
    {
        tenant.Receiver.Taken();
        using var answer = await tenant.Program.Http.PostAsync($"api/webhooks/{id}/test", null);
        var ping = Assert.Single(tenant.Receiver.Taken());
        return (IsSigned(first), IsSigned(second));

        bool IsSigned(string secret) => Receiving.IsSigned(secret, ping.Id, ping.Timestamp, ping.Signature, ping.Text, tenant.Host.Clock.GetUtcNow());
    }

    private static async Task<string> SubmitAsync(WebhooksTenant tenant, string path, KeyValuePair<string, string>[] fields)
    {
        using var answer = await tenant.Admin.SubmitAsync(path, fields);
        return await answer.Content.ReadAsStringAsync();
    }
}
