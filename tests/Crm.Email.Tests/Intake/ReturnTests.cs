using Crm.Kernel.Data;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Intake;

/// <summary>What comes back is believed when it proves which letter of ours it is about, and does what follows once.</summary>
public sealed class ReturnTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_bounce_for_good_stops_the_address_once_and_the_message_stays_sent(string database)
    {
        var tenant = await EmailTenant.SharedAsync(database);
        var (sent, byId) = (await tenant.SentAsync(), await tenant.SentAsync());
        var report = sent.Report();
        Assert.Equal(["noted", "noted", "noted"], [await tenant.TakeAsync(report), await tenant.TakeAsync(report), await tenant.TakeAsync("Received: by another way\n" + report.ReplaceLineEndings("\r\n"), sent.ReturnPath)]);
        Assert.Equal("noted", await tenant.TakeAsync(byId.Report(to: "postmaster@noel.example")));

        Assert.Equal(("hard", "hard"), (await tenant.BackAsync(sent), await tenant.StopsAsync(sent)));
        Assert.Equal(("hard", "hard"), (await tenant.BackAsync(byId), await tenant.StopsAsync(byId)));
        var page = await tenant.Admin.ReadAsync($"/admin/messages/{sent.MessageId}");
        Assert.Contains("Sent", page);
        Assert.Contains("came back for good", page);
        Assert.Contains("550 5.1.1 No such user", page);
        Assert.Contains(sent.MessageId, await tenant.Admin.ReadAsync("/admin/messages?back=returned"));
        Assert.DoesNotContain(sent.MessageId, await tenant.Admin.ReadAsync("/admin/messages?back=answered"));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_complaint_stops_letters_to_many_and_is_what_they_said(string database)
    {
        var tenant = await EmailTenant.SharedAsync(database);
        var (byId, byPath, left, fraud, fine) = (await tenant.SentAsync(), await tenant.SentAsync(), await tenant.SentAsync(topic: "toys"), await tenant.SentAsync(), await tenant.SentAsync());
        Assert.Equal("noted", await tenant.TakeAsync(byId.Complaint()));
        Assert.Equal("noted", await tenant.TakeAsync(byPath.Complaint(from: byPath.ReturnPath, messageId: "gone", about: "redacted@isp.example")));
        Assert.Equal("noted", await tenant.TakeAsync(left.Complaint("opt-out")));
        Assert.Equal("nobody", await tenant.TakeAsync(fraud.Complaint("fraud")));
        Assert.Equal("ignored", await tenant.TakeAsync(fine.Complaint("not-spam")));

        Assert.Equal(("complaint", "complaint", "stop complaint"), (await tenant.BackAsync(byId), await tenant.StopsAsync(byId), await tenant.SaidAsync(byId)));
        Assert.Equal(("complaint", "complaint", "stop complaint"), (await tenant.BackAsync(byPath), await tenant.StopsAsync(byPath), await tenant.SaidAsync(byPath)));
        Assert.Equal(("left", "", "stop toys mail"), (await tenant.BackAsync(left), await tenant.StopsAsync(left), await tenant.SaidAsync(left)));
        Assert.Equal(("", "", ""), (await tenant.BackAsync(fraud), await tenant.StopsAsync(fraud), await tenant.SaidAsync(fraud)));
        Assert.Equal(("", "", ""), (await tenant.BackAsync(fine), await tenant.StopsAsync(fine), await tenant.SaidAsync(fine)));
    }

    [Fact]
    public async Task What_is_forged_foreign_or_about_another_address_stops_nobody()
    {
        var (tenant, other) = (await EmailTenant.SharedAsync(), await EmailTenant.StartAsync());
        var (sent, foreign) = (await tenant.SentAsync(), await other.SentAsync());
        var forged = sent.ReturnPath[..6] + (sent.ReturnPath[6] == 'a' ? 'b' : 'a') + sent.ReturnPath[7..];
        Assert.Equal("ignored", await tenant.TakeAsync(sent.Report(to: forged, messageId: "made-up")));
        Assert.Equal("ignored", await tenant.TakeAsync(sent.Report(to: "postmaster@noel.example", messageId: "made-up")));
        Assert.Equal("ignored", await tenant.TakeAsync(sent.Report(to: "postmaster@noel.example", about: "victim@people.example")));
        Assert.Equal("ignored", await tenant.TakeAsync(sent.Complaint(about: "victim@people.example")));
        Assert.Equal("ignored", await tenant.TakeAsync(foreign.Report()));
        Assert.Equal("ignored", await other.TakeAsync(sent.Report()));
        Assert.Equal("ignored", await tenant.TakeAsync(sent.Report(action: "delayed", status: "4.4.1", diagnostic: "451 4.4.1 no answer")));
        Assert.Equal(("", ""), (await tenant.BackAsync(sent), await tenant.StopsAsync(sent)));
        Assert.Equal(("", ""), (await other.BackAsync(foreign), await other.StopsAsync(foreign)));

        // It was passed on, and failed elsewhere: the address that we wrote to is not known to be dead.
        Assert.Equal("noted", await tenant.TakeAsync(sent.Report(about: "elsewhere@work.example")));
        Assert.Equal(("blocked", ""), (await tenant.BackAsync(sent), await tenant.StopsAsync(sent)));
    }

    [Fact]
    public async Task A_domain_that_refuses_us_by_mail_is_left_in_peace_and_one_that_passed_letters_on_is_not()
    {
        var tenant = await EmailTenant.StartAsync();
        List<Sent> sent = [await tenant.SentAsync(), await tenant.SentAsync(), await tenant.SentAsync(), await tenant.SentAsync(), await tenant.SentAsync(), await tenant.SentAsync()];
        foreach (var letter in sent.Take(3))
        {
            Assert.Equal("noted", await tenant.TakeAsync(letter.Report(about: "elsewhere@work.example", status: "5.7.1", diagnostic: "554 5.7.1 Blocked by our policy, see the block list")));
        }

        Assert.Empty(await PausesAsync());
        foreach (var letter in sent.Skip(3))
        {
            Assert.Equal("noted", await tenant.TakeAsync(letter.Report(status: "5.7.1", diagnostic: "554 5.7.1 Blocked by our policy, see the block list")));
        }

        Assert.Equal(("email", "people.example", true), Assert.Single(await PausesAsync()) is var pause ? (pause.Channel, pause.Domain, pause.IsBlocked) : default);

        Task<IReadOnlyList<DomainPause>> PausesAsync() => tenant.InAsync(services => services.GetRequiredService<DomainPaces>().PausesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_old_and_what_somebody_has_lifted_since_is_noted_and_stops_nobody()
    {
        var tenant = await EmailTenant.SharedAsync();
        var (old, lifted) = (await tenant.SentAsync(), await tenant.SentAsync());
        await SentBeforeAsync(tenant, old, TimeSpan.FromDays(31));
        Assert.Equal("noted", await tenant.TakeAsync(old.Report()));
        Assert.Equal(("hard", ""), (await tenant.BackAsync(old), await tenant.StopsAsync(old)));

        var second = await tenant.SentToAsync(lifted.PersonId, lifted.Address);
        await tenant.TakeAsync(lifted.Report());
        Assert.Equal("hard", await tenant.StopsAsync(lifted));
        await tenant.DoAsync(async services =>
        {
            var stops = services.GetRequiredService<Messaging.StopList.StoppedAddresses>();
            var person = (await services.GetRequiredService<Kernel.Content.IContentManager>().GetAsync(lifted.PersonId, Kernel.Content.VersionOptions.Latest))!;
            await stops.LiftAsync(Assert.Single(await stops.OfPersonAsync(person, default)), "They called", default);
        });
        await tenant.TakeAsync(lifted.Report(diagnostic: "550 5.1.1 Said once more"));
        await tenant.TakeAsync(second.Report());
        Assert.Equal("", await tenant.StopsAsync(lifted));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Five_soft_ones_over_a_month_stop_an_address_and_one_that_arrived_between_starts_anew(string database)
    {
        var tenant = await EmailTenant.SharedAsync(database);
        Assert.Equal("soft", await SeriesAsync([40, 30, 20, 10, 1]));
        Assert.Equal("", await SeriesAsync([40, 30, 20, 10]));
        Assert.Equal("", await SeriesAsync([29, 20, 15, 10, 1]));
        Assert.Equal("", await SeriesAsync([60, 40, -30, 20, 10, 1]));
        Assert.Equal("soft", await SeriesAsync([60, 50, 20, 1], status: "5.2.1", diagnostic: "550 5.2.1 The account is disabled"));
        Assert.Equal("", await SeriesAsync([200, 100, 2, 1], status: "5.2.1", diagnostic: "550 5.2.1 The account is disabled"));
        Assert.Equal("", await SeriesAsync([60, 50, 40, 30, 20, 1], status: "5.7.1", diagnostic: "554 5.7.1 Blocked by our policy, see the block list"));

        // Days ago that letters were sent; those below zero arrived.
        async Task<string> SeriesAsync(int[] days, string status = "4.2.2", string diagnostic = "452 4.2.2 Mailbox full")
        {
            var first = await tenant.SentAsync();
            foreach (var day in days)
            {
                var sent = await tenant.SentToAsync(first.PersonId, first.Address);
                await SentBeforeAsync(tenant, sent, TimeSpan.FromDays(Math.Abs(day)));
                Assert.Equal(day > 0 ? "noted" : "ignored", await tenant.TakeAsync(sent.Report(status, diagnostic, action: day > 0 ? "failed" : "delayed")));
            }

            return await tenant.StopsAsync(first);
        }
    }

    private static Task SentBeforeAsync(EmailTenant tenant, Sent sent, TimeSpan ago) => tenant.DoAsync(async services =>
    {
        var then = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - ago;
        await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Message>().Where(row => row.MessageId == sent.MessageId).Set(row => row.BegunUtc, then).Set(row => row.SentUtc, then).UpdateAsync();
    });
}
