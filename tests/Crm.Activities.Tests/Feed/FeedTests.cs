using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Activities.Feed;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using static Crm.Activities.Tests.ActivitiesTenant;

namespace Crm.Activities.Tests.Feed;

public sealed class FeedTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_calendar_program_reads_back_what_was_written(string database)
    {
        await using var tenant = await StartAsync(database);
        var (_, annas) = await tenant.UserAsync("anna", "EditOwnTasks");
        await WriteAsync(tenant.Admin, ("Subject", "Secret of the boss"), ("DueDay", "2026-11-25"));
        var whole = await WriteAsync(annas, ("Subject", "Écrire à Noémie ; tôt, très tôt \\ " + new string('é', 80)), ("Notes", "une ligne\r\nune autre"), ("DueDay", "2026-11-25"));
        await WriteAsync(annas, ("Subject", "Call"), ("DueDay", "2026-10-24"), ("DueTime", "09:00"), ("RepeatChoice", "day"));
        await WriteAsync(annas, ("Subject", "Someday"));
        var done = await WriteAsync(annas, ("Subject", "Over"), ("DueDay", "2026-11-22"));
        await ActAsync(annas, done, "Done");

        using var program = tenant.Host.Browse();
        using var answer = await program.GetAsync(await OpenAsync(annas));
        Assert.Equal("text/calendar; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));

        var calendar = Ical.Net.Calendar.Load(text)!;
        var long1 = calendar.Events.Single(one => one.Uid == $"{whole}@tasks");
        Assert.Equal(("Écrire à Noémie ; tôt, très tôt \\ " + new string('é', 80), "une ligne\nune autre", false, "2026-11-26"), (long1.Summary, long1.Description, long1.Start!.HasTime, long1.End!.Value.ToString("yyyy-MM-dd")));
        var calls = calendar.Events.Where(one => one.Summary == "Call").Select(one => one.Start!.Value.ToString("MM-dd HH:mm")).ToList();
        Assert.Equal(61, calls.Distinct().Count());
        Assert.Equal(["10-24 07:00", "10-25 08:00"], calls.Order().Take(2)); // nine in Paris, before and after summer time ends
        Assert.DoesNotContain(calendar.Events, one => one.Summary is "Secret of the boss" or "Someday" or "Over");

        using var again = new HttpRequestMessage(HttpMethod.Get, answer.RequestMessage!.RequestUri);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await program.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task An_address_ends_when_it_is_taken_back_made_anew_changed_or_its_account_disabled()
    {
        await using var tenant = await StartAsync();
        var (anna, annas) = await tenant.UserAsync("anna", "EditOwnTasks");
        using var program = tenant.Host.Browse();
        var first = await OpenAsync(annas);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(first.Replace(".ics", "x.ics", StringComparison.Ordinal)));
        var signed = await tenant.InAsync(services => services.GetRequiredService<LinkSigner>().SignAsync("account", $"{anna} 00", DateTimeOffset.MaxValue));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/calendar/{signed}.ics")); // another purpose
        var second = await OpenAsync(annas);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await StatusAsync(first), await StatusAsync(second)));
        using (await annas.SubmitAsync("/admin/calendar/feed", [], "/admin/calendar/feed?handler=Close"))
        {
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(second));
        var third = await OpenAsync(annas);
        await tenant.InAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<User>>();
            var account = (await users.FindByIdAsync(anna))!;
            account.IsEnabled = false;
            return await users.UpdateAsync(account);
        });
        tenant.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(third));

        async Task<HttpStatusCode> StatusAsync(string address)
        {
            using var answer = await program.GetAsync(address);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_hidden_subject_is_not_in_the_feed_and_who_asks_too_often_waits()
    {
        await using var tenant = await StartAsync(standsStill: true);
        var (_, annas) = await tenant.UserAsync("anna", "EditOwnTasks");
        await WriteAsync(annas, ("Subject", "Kanari"), ("Notes", "Kanari"), ("DueDay", "2026-11-25"));
        await tenant.InAsync(async services =>
        {
            var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var all = await documents.GetOrCreateMutableAsync();
            all.Fields.AddRange(new[] { "Subject", "Notes" }.Select(member => new FieldRight { ContentType = "Task", Path = $"TaskPart.{member}" }));
            await documents.UpdateAsync(all);
            return true;
        });
        using var program = tenant.Host.Browse();
        var address = await OpenAsync(annas);
        Assert.DoesNotContain("Kanari", await program.ReadAsync(address));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 245 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var answer = await program.GetAsync("/calendar/guess");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public void Lines_are_folded_at_75_octets_and_never_inside_a_character()
    {
        var written = new IcsWriter().Text("SUMMARY", string.Concat(Enumerable.Repeat("é🎄", 60)) + ";,\\\n\u0007end").ToString();
        var lines = written.Split("\r\n")[..^1];
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75));
        Assert.All(lines.Skip(1), line => Assert.StartsWith(" ", line));
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(written)));
        Assert.EndsWith("\\;\\,\\\\\\nend", string.Concat(lines.Select((line, number) => number == 0 ? line : line[1..])));
    }

    private static async Task<string> OpenAsync(TestBrowser browser)
    {
        using var answer = await browser.SubmitAsync("/admin/calendar/feed", [], "/admin/calendar/feed?handler=Open");
        return new Uri(WebUtility.HtmlDecode(Regex.Match(await answer.Content.ReadAsStringAsync(), "value=\"(?<address>http[^\"]+)\"").Groups["address"].Value)).AbsolutePath;
    }
}
