using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;
using Crm.Webhooks.Send;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests.Send;

/// <summary>A delivery is one sender's at a time, on however many nodes, and nobody's for long who was killed.</summary>
public sealed class ClaimTests
{
    [Theory]
    [ClassData(typeof(OnEachDatabase))]
    public async Task Of_many_who_ask_at_once_each_delivery_goes_to_one(string database)
    {
        await using var tenant = await WebhooksTenant.StartAsync(database);
        var id = await WaitingAsync(tenant, 6);

        var parcels = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TakeAsync(tenant, id)));

        Assert.Equal(6, parcels.OfType<Parcel>().Select(parcel => parcel.Id).Distinct().Count());
        Assert.Equal(6, parcels.OfType<Parcel>().Count());
    }

    [Fact]
    public async Task What_a_killed_sender_had_in_hand_is_sent_again_with_the_same_id()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var id = await WaitingAsync(tenant, 1);
        var lost = (await TakeAsync(tenant, id))!;

        await SwitchAsync(tenant, id, on: true);
        await tenant.SendAsync();
        Assert.Empty(tenant.Receiver.Taken());
        await tenant.LaterAsync(TimeSpan.FromSeconds(61));

        Assert.Equal(lost.MessageId, Assert.Single(tenant.Receiver.Taken()).Id);

        // The killed one was alive after all: what it has to say is too late.
        await tenant.DoAsync(services => services.GetRequiredService<DeliveryDesk>().NoteAsync(lost, new Outcome(500, DeliveryFault.Status, "late", 1), default));
        var delivery = Assert.Single(await tenant.DeliveriesAsync());
        Assert.Equal((DeliveryState.Delivered, 2), ((DeliveryState)delivery.State, delivery.Attempts));
    }

    [Fact]
    public async Task A_tenant_whose_shell_was_let_go_is_woken_for_the_next_attempt()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        tenant.Receiver.AnswerWith(500);
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        await tenant.Host.Shells.ReleaseShellContextAsync(tenant.Settings);
        var got = new TaskCompletionSource();
        tenant.Receiver.Answer = (_, _) =>
        {
            got.TrySetResult();
            return Task.CompletedTask;
        };

        // By the alarm, five seconds after the first attempt or after it has rung in vain.
        tenant.Host.Clock.Advance(TimeSpan.FromSeconds(6));
        await got.Task.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, tenant.Receiver.Taken().Count);
    }

    [Fact]
    public async Task What_waited_when_the_host_stopped_is_sent_after_its_start_though_nobody_asks()
    {
        var folder = Directory.CreateTempSubdirectory("crm-webhooks-").FullName;
        await using var receiver = await Receiver.StartAsync();
        receiver.AnswerWith(500);
        var clock = new TestClock(standsStill: true);
        await using (var before = await WebhooksTenant.StartAsync(folder: folder, clock: clock))
        {
            await before.WebhookAsync(receiver.Address);
            await before.PersonAsync("Odile", "Martin");
            await before.SendAsync();
        }

        var (first, got) = (receiver.Taken()[^1], new TaskCompletionSource<string>());
        receiver.Answer = (_, request) =>
        {
            got.TrySetResult(request.Id);
            return Task.CompletedTask;
        };
        await using (await WebhooksTenant.StartAsync(folder: folder, isThere: true, clock: clock))
        {
            Assert.Equal(first.Id, await got.Task.WaitAsync(TimeSpan.FromMinutes(2)));
        }

        Directory.Delete(folder, recursive: true);
    }

    // A webhook whose deliveries nobody sends by himself: it is off until a test says otherwise.
    private static async Task<string> WaitingAsync(WebhooksTenant tenant, int people)
    {
        tenant.Receiver.AnswerWith(500);
        var (id, _) = await tenant.WebhookAsync();
        for (var one = 0; one < people; one++)
        {
            await tenant.PersonAsync("Odile", $"Martin {one}");
        }

        await tenant.SendAsync();
        await SwitchAsync(tenant, id, on: false);
        await tenant.DoAsync(async services =>
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            await db.GetTable<Delivery>().Set(row => row.NextUtc, now).Set(row => row.Attempts, 0).UpdateAsync();
            await db.GetTable<FailingWebhook>().DeleteAsync();
        });
        tenant.Receiver.AnswerWith(200);
        tenant.Receiver.Taken();
        return id;
    }

    private static Task<Parcel?> TakeAsync(WebhooksTenant tenant, string id) => tenant.InAsync(async services =>
    {
        // As a sender of another node: it has not heard that the webhook is off.
        var only = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Delivery>().Where(row => row.ClaimedBy == null).OrderBy(row => row.Id).Select(row => (long?)row.Id).FirstOrDefaultAsync();
        Parcel? parcel = null;
        while (only is not null && parcel is null)
        {
            parcel = await services.GetRequiredService<DeliveryDesk>().TakeAsync(id, only, default);
            only = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Delivery>().Where(row => row.ClaimedBy == null).OrderBy(row => row.Id).Select(row => (long?)row.Id).FirstOrDefaultAsync();
        }

        return parcel;
    });

    private static Task SwitchAsync(WebhooksTenant tenant, string id, bool on) => tenant.DoAsync(async services =>
    {
        var webhook = (await services.GetRequiredService<ISession>().Query<Webhook, WebhookIndex>(row => row.WebhookId == id).FirstOrDefaultAsync())!;
        await services.GetRequiredService<ChangeWebhooks>().SwitchAsync(webhook, on);
    });
}
