using System.Net;
using Crm.Kernel.Data;
using Crm.Kernel.Notifications;
using Crm.Kernel.Settings;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using Crm.Messaging.Trips;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Trips;

/// <summary>Too much comes back, or one person gets too much: the brake is pulled by itself, once for the same letters, and people release it.</summary>
public sealed class TripTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task The_limit_is_reached_at_its_edge_and_only_among_letters_enough(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await LimitAsync(tenant, new TripSettings { BouncePercent = 5, ComplaintPercent = 0, Sample = 100 });
        await SentAsync(tenant, "small", 99, back: 50);
        Assert.Empty(await JudgedAsync(tenant));

        await SentAsync(tenant, "good", 900, back: 0);
        Assert.Equal("bounces action small", Assert.Single(await JudgedAsync(tenant)));
        await ReleaseAsync(tenant);
        Assert.Empty(await JudgedAsync(tenant));

        // 49 of 1,000 that were sent since are below 5 %, 50 are not.
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await SentAsync(tenant, "edge", 99, back: 49);
        Assert.Empty(await JudgedAsync(tenant));
        await SentAsync(tenant, "edge", 1, back: 1);
        Assert.Equal("bounces action edge", Assert.Single(await JudgedAsync(tenant)));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Where_several_actions_cause_it_the_channel_is_stopped_with_the_figures_and_those_who_may_pull_are_told(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var (puller, pullerId) = await tenant.AsAsync("PullBrake");
        var (other, otherId) = await tenant.AsAsync("ViewMessages");
        using (puller)
        using (other)
        {
            await SentAsync(tenant, "one", 300, back: 15);
            await SentAsync(tenant, "two", 300, back: 15);
            await SentAsync(tenant, "old", 1000, back: 0, ago: TimeSpan.FromHours(25));
            Assert.Equal("bounces channel post", Assert.Single(await JudgedAsync(tenant)));
            Assert.Single(await JudgedAsync(tenant));
            var brake = Assert.Single(await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().OnAsync(default)));
            Assert.Equal(("system", true), (brake.By, brake.SparesTransactional));
            Assert.Equal("By itself: of 600 letters of the last 24 hours by Post, 30 came back for good, 5 %; the limit is 5 %.", brake.Reason);
            Assert.Contains("The brake was pulled by itself", WebUtility.HtmlDecode(await puller.ReadAsync("/admin/notifications")));
            Assert.Equal((1, 0), (await ToldAsync(tenant, pullerId), await ToldAsync(tenant, otherId)));
            var held = await tenant.PutAsync(await tenant.PersonAsync("Held", "held@example.org"), "three", MessageClass.Marketing);
            await tenant.SendAsync();
            Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(held));
            Assert.Contains("Post", await tenant.Admin.ReadAsync("/admin/brake"));
        }
    }

    [Fact]
    public async Task Complaints_have_a_limit_of_their_own_and_nothing_trips_that_has_none()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        await SentAsync(tenant, "one", 1000, back: 2, ReturnKinds.Complaint);
        Assert.Empty(await JudgedAsync(tenant));
        await SentAsync(tenant, "two", 1, back: 1, ReturnKinds.Complaint);
        Assert.Empty(await JudgedAsync(tenant));
        await SentAsync(tenant, "one", 1, back: 1, ReturnKinds.Complaint);
        Assert.Equal("complaints", Assert.Single(await JudgedAsync(tenant)).Split(' ')[0]);

        await using var none = await MessagingTenant.AtNoonAsync();
        await LimitAsync(none, new TripSettings { BouncePercent = 0, ComplaintPercent = 0, Sample = 1 });
        await SentAsync(none, "one", 10, back: 10);
        Assert.Empty(await JudgedAsync(none));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task One_person_gets_no_more_than_the_ceiling_and_what_sends_it_is_stopped(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await LimitAsync(tenant, new TripSettings { PersonPerHour = 5 });
        var (flooded, calm) = (await tenant.PersonAsync("Flooded", "flooded@example.org"), await tenant.PersonAsync("Calm", "calm@example.org"));
        for (var i = 0; i < 12; i++)
        {
            await tenant.PutAsync(flooded, "loop", MessageClass.Transactional, change: message => message with { Step = $"{i}" });
        }

        await tenant.SendAsync();
        Assert.Equal(5, tenant.Post.Count);
        var brake = Assert.Single(await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().OnAsync(default)));
        Assert.Equal(("person", "action", "loop", "system"), (brake.Trip, brake.Scope, brake.Value, brake.By));
        Assert.All((await tenant.MessagesAsync()).Where(message => message.SentUtc is null), message => Assert.Equal(("brake", brake.BrakeId), (message.Reason, message.Detail)));

        var elsewhere = await tenant.PutAsync(calm, "other");
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(elsewhere));

        // Released by somebody, the same letters do not trip it again; five more do.
        await ReleaseAsync(tenant);
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 6; i++)
        {
            await tenant.PutAsync(flooded, i == 0 ? "other" : "loop", MessageClass.Transactional, change: message => message with { Step = $"again{i}" });
        }

        await tenant.SendAsync();
        Assert.Equal(11, tenant.Post.Count);
        Assert.Equal("person everything ", Assert.Single(await OnAsync(tenant)));
    }

    [Fact]
    public async Task The_limits_are_set_by_their_page_and_nonsense_is_refused()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        const string page = "/admin/settings/trips";
        KeyValuePair<string, string>[] good =
        [
            new("Input.BouncePercent", "2.5"), new("Input.ComplaintPercent", "0.1"), new("Input.Sample", "200"), new("Input.PersonPerHour", "7"), new("Input.SoftMost", "4"), new("Input.SoftDays", "20"), new("Input.RefusedMost", "2"), new("Input.RefusedDays", "60"),
        ];
        using (await tenant.Admin.SubmitAsync(page, good))
        {
        }

        var site = await tenant.InAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync());
        var (trips, stops) = (site.As<TripSettings>(), site.As<Messaging.StopList.StopListSettings>());
        Assert.Equal((2.5, 0.1, 200, 7, 4, 20, 2, 60), (trips.BouncePercent, trips.ComplaintPercent, trips.Sample, trips.PersonPerHour, stops.SoftMost, stops.SoftDays, stops.RefusedMost, stops.RefusedDays));
        foreach (var (member, nonsense) in new[] { ("BouncePercent", "101"), ("ComplaintPercent", "-1"), ("Sample", "0"), ("PersonPerHour", "-1"), ("RefusedDays", "0"), ("SoftDays", "many") })
        {
            using var answer = await tenant.Admin.SubmitAsync(page, [.. good.Where(field => field.Key != "Input." + member), new("Input." + member, nonsense)]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var (puller, _) = await tenant.AsAsync("PullBrake");
        using (puller)
        {
            Assert.NotEqual(HttpStatusCode.OK, (await puller.GetAsync(page)).StatusCode);
            Assert.DoesNotContain(page, await puller.ReadAsync("/admin/brake"));
        }
    }

    private static Task LimitAsync(MessagingTenant tenant, TripSettings settings) => tenant.DoAsync(async services =>
    {
        var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
        site.Put(settings);
        await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
    });

    // Letters that left, some of which came back.
    private static Task SentAsync(MessagingTenant tenant, string action, int count, int back, string kind = ReturnKinds.Hard, TimeSpan ago = default) => tenant.DoAsync(async services =>
    {
        var (db, then) = (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true), tenant.Now - ago);
        var (batch, expires) = (Guid.NewGuid().ToString("N")[..8], then.AddDays(7));
        await db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, Enumerable.Range(0, count).Select(i => new Message
        {
            MessageId = $"{batch}{i}", Action = action, PersonId = $"{batch}{i}", Channel = "post", State = (int)MessageState.Sent, DueUtc = then, CreatedUtc = then, ExpiresUtc = expires, BegunUtc = then, SentUtc = then,
        }));
        var rows = await db.GetTable<Message>().Where(row => row.MessageId.StartsWith(batch)).OrderBy(row => row.Id).Select(row => row.Id).Take(back).ToListAsync();
        await db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, rows.Select(row => new MessageReturn { MessageRow = row, Kind = kind, AtUtc = tenant.Now, Action = action, Channel = "post", SentUtc = then }));
    });

    /// <summary>The brakes that are on after the job has looked, as "bounces action NAME".</summary>
    private static async Task<IReadOnlyList<string>> JudgedAsync(MessagingTenant tenant)
    {
        await tenant.Host.RunJobAsync(tenant.Settings, nameof(WatchRates));
        return await OnAsync(tenant);
    }

    private static Task<IReadOnlyList<string>> OnAsync(MessagingTenant tenant) => tenant.InAsync<IReadOnlyList<string>>(async services
        => [.. (await services.GetRequiredService<BrakeBoard>().OnAsync(default)).Select(brake => $"{brake.Trip} {brake.Scope} {brake.Value}")]);

    private static Task ReleaseAsync(MessagingTenant tenant) => tenant.DoAsync(async services =>
    {
        var board = services.GetRequiredService<BrakeBoard>();
        foreach (var brake in await board.OnAsync(default))
        {
            await board.ReleaseAsync(brake, default);
        }
    });

    private static Task<int> ToldAsync(MessagingTenant tenant, string userId) => tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Notification>().CountAsync(row => row.UserId == userId));
}
