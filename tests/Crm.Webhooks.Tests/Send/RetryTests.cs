using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests.Send;

/// <summary>What is not taken is sent again, with the same id, until it is or until it is enough.</summary>
public sealed class RetryTests
{
    [Theory]
    [ClassData(typeof(OnEachDatabase))]
    public async Task What_was_refused_comes_again_with_its_id_and_then_rests(string database)
    {
        await using var tenant = await WebhooksTenant.StartAsync(database);
        tenant.Receiver.AnswerWith(500, "no\0pe");
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();

        var first = Assert.Single(tenant.Receiver.Taken());
        var waiting = Assert.Single(await tenant.DeliveriesAsync());
        Assert.Equal((DeliveryState.Waiting, 1, 500, DeliveryFault.Status, "no\uFFFDpe"), ((DeliveryState)waiting.State, waiting.Attempts, waiting.StatusCode, waiting.Fault, waiting.Answer));

        tenant.Receiver.AnswerWith(200, "thanks");
        await tenant.LaterAsync(TimeSpan.FromSeconds(6));

        var again = Assert.Single(tenant.Receiver.Taken());
        Assert.Equal((first.Id, first.Text), (again.Id, again.Text));
        Assert.NotEqual(first.Timestamp, again.Timestamp);
        var taken = Assert.Single(await tenant.DeliveriesAsync());
        Assert.Equal((DeliveryState.Delivered, 2, (DateTime?)null, "thanks"), ((DeliveryState)taken.State, taken.Attempts, taken.NextUtc, taken.Answer));
    }

    [Fact]
    public async Task The_pauses_grow_and_the_tenth_attempt_is_the_last()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        tenant.Receiver.AnswerWith(503);
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        var pauses = new List<TimeSpan>();
        while ((await tenant.DeliveriesAsync())[0] is { State: (int)DeliveryState.Waiting, NextUtc: { } next, TriedUtc: { } tried })
        {
            pauses.Add(next - tried);
            // A webhook that fails for five days is switched off; here somebody switches it on again.
            await tenant.DoAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<FailingWebhook>().DeleteAsync());
            tenant.Host.Clock.AdvanceTo(next.AddSeconds(1));
            await tenant.SendAsync();
        }

        Assert.Equal(10, tenant.Receiver.Taken().Count);
        Assert.Equal(DeliveryState.Failed, (DeliveryState)(await tenant.DeliveriesAsync())[0].State);
        var usual = new[] { 5.0, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400 };
        Assert.All(pauses.Zip(usual), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.89, (pair.Second * 1.11) + 3));
        Assert.Equal(usual.Length, pauses.Count);
    }

    [Fact]
    public async Task Who_answers_gone_is_not_asked_again_and_its_owner_is_told()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        tenant.Receiver.AnswerWith(410);
        var (id, _) = await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        await tenant.PersonAsync("Ada", "Roux");
        await tenant.LaterAsync(TimeSpan.FromDays(1));

        Assert.Single(tenant.Receiver.Taken());
        var webhook = await tenant.ReadAsync($"api/webhooks/{id}");
        Assert.Equal((false, "gone"), ((bool)webhook["isOn"]!, (string?)webhook["offReason"]));
        Assert.Contains("has switched itself off", await tenant.Admin.ReadAsync("/api/notifications?unread=true"));
        Assert.Contains("wants no more (410)", await tenant.Admin.ReadAsync($"/admin/webhooks/{id}"));
    }

    [Fact]
    public async Task Five_days_without_success_switch_it_off_and_one_success_begins_anew()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        tenant.Receiver.AnswerWith(500);
        var (id, _) = await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        tenant.Receiver.AnswerWith(200);
        await tenant.LaterAsync(TimeSpan.FromDays(4));
        tenant.Receiver.AnswerWith(500);
        await tenant.PersonAsync("Ada", "Roux");
        await tenant.SendAsync();
        await tenant.LaterAsync(TimeSpan.FromDays(4.9));
        Assert.True((bool)(await tenant.ReadAsync($"api/webhooks/{id}"))["isOn"]!);

        await tenant.LaterAsync(TimeSpan.FromDays(0.2));

        var webhook = await tenant.ReadAsync($"api/webhooks/{id}");
        Assert.Equal((false, "failing"), ((bool)webhook["isOn"]!, (string?)webhook["offReason"]));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await using var elsewhere = await Receiver.StartAsync();
        tenant.Receiver.Answer = (http, _) =>
        {
            http.Response.Redirect(elsewhere.Address);
            return Task.CompletedTask;
        };
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(DeliveryFault.Redirect, (await tenant.DeliveriesAsync())[0].Fault);
    }

    [Fact]
    public async Task A_silent_receiver_is_not_waited_for()
    {
        await using var tenant = await WebhooksTenant.StartAsync(timeoutSeconds: 0.5);
        tenant.Receiver.Answer = (http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted);
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        Assert.Equal(DeliveryFault.Late, (await tenant.DeliveriesAsync())[0].Fault);
    }

    [Fact]
    public async Task A_receiver_that_cannot_prove_its_name_or_is_not_there_gets_nothing()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await tenant.WebhookAsync(tenant.Receiver.Address.Replace("http:", "https:", StringComparison.Ordinal));
        await tenant.WebhookAsync("https://nowhere.invalid/hook");
        await tenant.WebhookAsync("https://127.0.0.1:1/hook");
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();

        Assert.Empty(tenant.Receiver.Taken());
        Assert.Equal([DeliveryFault.Certificate, DeliveryFault.Connection, DeliveryFault.Name], (await tenant.DeliveriesAsync()).Select(delivery => delivery.Fault).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_an_endless_answer_two_kilobytes_are_kept()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        tenant.Receiver.AnswerWith(200, new string('x', 5_000_000));
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();

        Assert.Equal((DeliveryState.Delivered, 2048), ((DeliveryState)(await tenant.DeliveriesAsync())[0].State, (await tenant.DeliveriesAsync())[0].Answer!.Length));
    }

    [Fact]
    public async Task A_dead_receiver_holds_up_nobody_else()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await using var dead = await Receiver.StartAsync();
        var (arrived, let) = (new TaskCompletionSource(), new TaskCompletionSource());
        dead.Answer = async (_, _) =>
        {
            arrived.TrySetResult();
            await let.Task;
        };
        var got = new TaskCompletionSource();
        tenant.Receiver.Answer = (_, request) =>
        {
            if ((string?)request.Body["displayText"] == "Ada Roux")
            {
                got.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await tenant.WebhookAsync(dead.Address);
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2));

        // The sender is at work with the dead one now; what comes meanwhile goes to the other.
        await tenant.PersonAsync("Ada", "Roux");
        await got.Task.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Single(dead.Requests);
        let.SetResult();
    }

    [Fact]
    public async Task A_stopped_tenant_sends_nothing_and_goes_on_when_it_runs_again()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        tenant.Receiver.AnswerWith(500);
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        Assert.Single(tenant.Receiver.Taken());
        tenant.Receiver.AnswerWith(200);
        var settings = tenant.Settings;
        settings.State = TenantState.Disabled;
        await tenant.Host.Shells.UpdateShellSettingsAsync(settings);

        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await tenant.Host.SettleAsync();
        Assert.Empty(tenant.Receiver.Taken());

        settings.State = TenantState.Running;
        await tenant.Host.Shells.UpdateShellSettingsAsync(settings);
        await tenant.SendAsync();
        Assert.Single(tenant.Receiver.Taken());
    }
}
