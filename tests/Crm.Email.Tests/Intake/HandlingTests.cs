using System.Net;
using Crm.Email.Intake;
using Crm.Kernel.Data;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Intake;

/// <summary>A mail that nobody was found for is given to somebody, or thrown away and brought back.</summary>
public sealed class HandlingTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Somebody_says_whose_it_is_and_it_is_on_their_timeline_once(string database)
    {
        var tenant = await EmailTenant.SharedAsync(database);
        var sent = await tenant.SentAsync();
        var page = await KeptAsync(tenant, sent.Answer("From work.", from: Incoming.Address()));
        Assert.Contains("It seems to be from", await tenant.Admin.ReadAsync(page));
        using (var wrong = await tenant.Admin.SubmitAsync(page, [new("person", "nobody-here")], page + "?handler=Attach"))
        {
            Assert.Contains("There is no such person", await wrong.Content.ReadAsStringAsync());
        }

        for (var i = 0; i < 2; i++)
        {
            using var answer = await tenant.Admin.SubmitAsync(page, [new("person", $"https://crm.example.org/admin/people/{sent.PersonId}")], page + "?handler=Attach");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        Assert.EndsWith("From work.", Assert.Single(await tenant.AnswersAsync(sent)).Text);
        Assert.Equal("reply", await tenant.BackAsync(sent));
        Assert.DoesNotContain("From work.", await tenant.Admin.ReadAsync(page));
    }

    [Fact]
    public async Task It_is_thrown_away_brought_back_and_forgotten_after_a_month()
    {
        var tenant = await EmailTenant.StartAsync();
        var page = await KeptAsync(tenant, "From: a@b.example\nSubject: Hello there\n\nHow are you?\n");
        Assert.Contains("Hello there", await tenant.Admin.ReadAsync("/admin/mail-in"));
        using (await tenant.Admin.SubmitAsync(page, [], page + "?handler=Delete"))
        {
        }

        Assert.DoesNotContain("Hello there", await tenant.Admin.ReadAsync("/admin/mail-in"));
        Assert.Contains("Hello there", await tenant.Admin.ReadAsync("/admin/mail-in?view=trash"));
        using (await tenant.Admin.SubmitAsync(page, [], $"/admin/mail-in?handler=Restore&received={page.Split('/')[^1]}"))
        {
        }

        Assert.Contains("Hello there", await tenant.Admin.ReadAsync("/admin/mail-in"));
        await PruneAsync(tenant, removed: TimeSpan.FromDays(29));
        Assert.Single(await tenant.ReceivedAsync());
        await PruneAsync(tenant, removed: TimeSpan.FromDays(31));
        Assert.Empty(await tenant.ReceivedAsync());
    }

    [Fact]
    public async Task Only_who_has_the_right_reads_them_and_gives_them_to_whom_they_may_see()
    {
        var tenant = await EmailTenant.SharedAsync();
        var sent = await tenant.SentAsync();
        var page = await KeptAsync(tenant, sent.Answer("Secret.", from: Incoming.Address()));
        using var stranger = await tenant.AsAsync("ViewMessages");
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync(page)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync("/admin/mail-in")).StatusCode);

        using var blind = await tenant.AsAsync("HandleIncomingMail");
        Assert.DoesNotContain("It seems to be from", await blind.ReadAsync(page));
        using var answer = await blind.SubmitAsync(page, [new("person", sent.PersonId)], page + "?handler=Attach");
        Assert.Contains("There is no such person", await answer.Content.ReadAsStringAsync());
        Assert.Empty(await tenant.AnswersAsync(sent));
    }

    [Fact]
    public async Task The_folder_is_set_by_its_page_and_made()
    {
        var tenant = await EmailTenant.StartAsync();
        const string page = "/admin/settings/email/incoming";
        Assert.Contains($"./crm mail-in --tenant {tenant.Settings.Name}", await tenant.Admin.ReadAsync(page));
        using (var refused = await tenant.Admin.SubmitAsync(page, [new("Folder", "../../etc")]))
        {
            Assert.Contains("The name begins with", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()));
        }

        using (await tenant.Admin.SubmitAsync(page, [new("Folder", "mail-in")]))
        {
        }

        Assert.True(Directory.Exists(Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "mail-in", "new")));
        Assert.Contains($"Sites/{tenant.Settings.Name}/mail-in", await tenant.Admin.ReadAsync(page));
    }

    private static async Task<string> KeptAsync(EmailTenant tenant, string mail)
    {
        Assert.Equal(MailOutcomes.Nobody, await tenant.TakeAsync(mail));
        return $"/admin/mail-in/{(await tenant.ReceivedAsync()).Last(row => row.Text.Length > 0 && mail.Contains(row.Text, StringComparison.Ordinal)).MailId}";
    }

    private static Task PruneAsync(EmailTenant tenant, TimeSpan removed) => tenant.DoAsync(async services =>
    {
        var then = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - removed;
        await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<ReceivedMail>().Set(row => row.IsRemoved, true).Set(row => row.RemovedUtc, then).UpdateAsync();
        await services.GetServices<Kernel.Jobs.IBackgroundTask>().OfType<PruneReceived>().Single().DoWorkAsync(services, default);
    });
}
