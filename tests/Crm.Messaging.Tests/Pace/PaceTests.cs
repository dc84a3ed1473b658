using System.Net;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using Crm.Messaging.Returns;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Pace;

/// <summary>Letters to many leave at the pace of each receiving domain, and domains that turn them away are left in peace.</summary>
public sealed class PaceTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Each_letter_gets_its_turn_and_nothing_is_lost(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await PaceAsync(tenant, new PaceSettings { Domains = [new DomainPace { Domain = "Slow.Example", PerMinute = 2 }] });
        for (var i = 0; i < 5; i++)
        {
            await tenant.PutAsync(await tenant.PersonAsync($"Slow{i}", $"s{i}@slow.example"), kind: MessageClass.Marketing);
            await tenant.PutAsync(await tenant.PersonAsync($"Quick{i}", $"q{i}@quick.example"), kind: MessageClass.Marketing);
        }

        var personal = await tenant.PutAsync(await tenant.PersonAsync("Personal", "p@slow.example"));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(personal));
        Assert.Equal((1, 5), (Slow(tenant) - 1, tenant.Post.Count(line => line.Contains("@quick.example", StringComparison.Ordinal))));
        Assert.Equal("Held pace slow.example", await tenant.StandsAsync((await tenant.MessagesAsync()).First(row => row.State == (int)MessageState.Held).MessageId));

        // A host that starts anew goes on where the turns were; one put later comes after those that wait.
        await tenant.Host.Shells.ReleaseShellContextAsync(tenant.Settings);
        var last = await tenant.PutAsync(await tenant.PersonAsync("Last", "last@slow.example"), kind: MessageClass.Marketing);
        for (var sent = 2; sent <= 6; sent++)
        {
            tenant.Host.Clock.Advance(TimeSpan.FromSeconds(30));
            await tenant.SendAsync();
            Assert.Equal(sent, Slow(tenant) - 1);
            Assert.Equal(sent == 6 ? "Sent  250" : "Held pace slow.example", await tenant.StandsAsync(last));
        }
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_domain_that_turns_three_away_is_left_in_peace_longer_each_time_until_it_takes_one(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        for (var i = 0; i < 3; i++)
        {
            await tenant.PutAsync(await tenant.PersonAsync($"Later{i}", $"later.{i}@busy.example"), kind: MessageClass.Marketing);
        }

        await tenant.SendAsync();
        var pause = Assert.Single(await PausesAsync(tenant));
        Assert.Equal(("post", "busy.example", 1, false, tenant.Now.AddMinutes(1), "451 4.7.1 Come back later."), (pause.Channel, pause.Domain, pause.Times, pause.IsBlocked, pause.UntilUtc, pause.Detail));

        var held = await tenant.PutAsync(await tenant.PersonAsync("Held", "later.9@busy.example"), kind: MessageClass.Marketing);
        var other = await tenant.PutAsync(await tenant.PersonAsync("Other", "other@free.example"), kind: MessageClass.Marketing);
        await tenant.SendAsync();
        Assert.Equal("Held domain busy.example", await tenant.StandsAsync(held));
        Assert.Equal("Sent  250", await tenant.StandsAsync(other));

        // All four again, five minutes later: twice as long.
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        await tenant.SendAsync();
        Assert.Equal((2, tenant.Now.AddMinutes(2)), Assert.Single(await PausesAsync(tenant)) is var second ? (second.Times, second.UntilUtc) : default);

        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(3));
        var taken = await tenant.PutAsync(await tenant.PersonAsync("Taken", "taken@busy.example"), kind: MessageClass.Marketing);
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(taken));
        Assert.Empty(await PausesAsync(tenant));
    }

    [Fact]
    public async Task Who_refuses_us_is_left_alone_for_an_hour_and_people_are_told_and_may_try_at_once()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        for (var i = 0; i < 3; i++)
        {
            await tenant.PutAsync(await tenant.PersonAsync($"Block{i}", $"block.{i}@wall.example"), kind: MessageClass.Marketing);
        }

        await tenant.SendAsync();
        var held = await tenant.PutAsync(await tenant.PersonAsync("Held", "held@wall.example"), kind: MessageClass.Marketing);
        await tenant.SendAsync();
        Assert.Equal("Held domain wall.example", await tenant.StandsAsync(held));
        Assert.Equal(tenant.Now.AddHours(1), Assert.Single(await PausesAsync(tenant)).UntilUtc);
        Assert.Contains("wall.example refuses our letters: 550 5.7.1 We take nothing from you.", await tenant.Admin.ReadAsync("/admin/notifications"));
        Assert.Contains("refuses us", await tenant.Admin.ReadAsync("/admin/settings/pace"));

        using (var answer = await tenant.Admin.SubmitAsync("/admin/settings/pace", [], $"/admin/settings/pace?handler=Resume&pause={(await PausesAsync(tenant))[0].Id}"))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(held));
        Assert.Empty(await PausesAsync(tenant));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_domain_whose_refusals_come_back_by_mail_is_left_alone_for_an_hour_and_people_are_told_once(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var sent = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            sent.Add(await tenant.PutAsync(await tenant.PersonAsync($"Back{i}", $"back{i}@shy.example"), kind: MessageClass.Marketing));
        }

        await tenant.SendAsync();
        await BackAsync(tenant, sent[0], "shy.example");
        await BackAsync(tenant, sent[0], "shy.example"); // told twice, it came back once
        await BackAsync(tenant, sent[1], "shy.example");
        Assert.Empty(await PausesAsync(tenant));
        await BackAsync(tenant, sent[2], "");
        Assert.Empty(await PausesAsync(tenant));
        await BackAsync(tenant, sent[3], "shy.example");
        var pause = Assert.Single(await PausesAsync(tenant));
        Assert.Equal(("post", "shy.example", true, tenant.Now.AddHours(1), "550 5.7.1 Not from you"), (pause.Channel, pause.Domain, pause.IsBlocked, pause.UntilUtc, pause.Detail));

        // A personal letter is taken, which says nothing: the hour passes.
        var (held, personal) = (await tenant.PutAsync(await tenant.PersonAsync("Held", "held@shy.example"), kind: MessageClass.Marketing), await tenant.PutAsync(await tenant.PersonAsync("Friend", "friend@shy.example")));
        await tenant.SendAsync();
        Assert.Equal(("Held domain shy.example", "Sent  250"), (await tenant.StandsAsync(held), await tenant.StandsAsync(personal)));
        await BackAsync(tenant, sent[4], "shy.example");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(61));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(held));
        Assert.Empty(await PausesAsync(tenant));
        await BackAsync(tenant, personal, "shy.example"); // sent before the pause was over
        var told = await tenant.Admin.ReadAsync("/admin/notifications");
        Assert.Empty(await PausesAsync(tenant));
        Assert.True(told.Split("shy.example refuses our letters").Length <= 2);
    }

    [Fact]
    public async Task The_paces_are_set_by_their_page_and_nonsense_is_refused()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        const string page = "/admin/settings/pace";
        using (await tenant.Admin.SubmitAsync(page, [new("PerMinute", "300"), new("Domains[0].Domain", " @Mail.Example "), new("Domains[0].PerMinute", "20")]))
        {
        }

        var set = (await tenant.InAsync(services => services.GetRequiredService<ISiteService>().GetSiteSettingsAsync())).As<PaceSettings>();
        Assert.Equal((300, "mail.example", 20), (set.PerMinute, Assert.Single(set.Domains).Domain, set.Domains[0].PerMinute));
        Assert.Equal((20, 300), (set.Of("MAIL.example"), set.Of("other.example")));
        foreach (var (domain, perMinute, each) in new[] { ("no domain", "5", "1"), ("nodot", "5", "1"), ("a.example", "-1", "1"), ("a.example", "many", "1"), ("a.example", "5", "-1") })
        {
            using var answer = await tenant.Admin.SubmitAsync(page, [new("PerMinute", each), new("Domains[0].Domain", domain), new("Domains[0].PerMinute", perMinute)]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var (writer, _) = await tenant.AsAsync("WriteMessages");
        using (writer)
        {
            Assert.NotEqual(HttpStatusCode.OK, (await writer.GetAsync(page)).StatusCode);
        }
    }

    private static Task BackAsync(MessagingTenant tenant, string message, string domain)
        => tenant.DoAsync(services => services.GetRequiredService<MessageReturns>().NoteAsync("post", message, ReturnedAs.Blocked, "550 5.7.1 Not from you", CancellationToken.None, domain: domain));

    private static int Slow(MessagingTenant tenant) => tenant.Post.Count(line => line.Contains("@slow.example", StringComparison.Ordinal));

    private static Task PaceAsync(MessagingTenant tenant, PaceSettings settings) => tenant.DoAsync(async services =>
    {
        var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
        site.Put(settings);
        await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
    });

    private static Task<IReadOnlyList<DomainPause>> PausesAsync(MessagingTenant tenant) => tenant.InAsync(services => services.GetRequiredService<DomainPaces>().PausesAsync(CancellationToken.None));
}
