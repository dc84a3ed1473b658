using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Settings;
using Crm.Messaging.Actions;
using Crm.Tracking.Classify;
using Crm.Tracking.Figures;
using Crm.Tracking.Links;
using Crm.Tracking.PersonalData;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tracking.Tests.Hits;

/// <summary>From a letter that leaves to what its page says of its reader.</summary>
public sealed partial class ReadingTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    [Fact]
    public async Task A_letter_to_who_never_said_carries_nothing()
    {
        await using var tenant = await TrackingTenant.StartAsync();
        var (id, html) = await tenant.SendAsync(await tenant.PersonAsync("roux"), "news");
        Assert.DoesNotContain("/t/", html);
        Assert.Contains("https://example.org/b", html);
        Assert.Equal((1, 0, 0), await tenant.InAsync(services => services.GetRequiredService<SentLetters>().CountAsync("news", CancellationToken.None)));
        Assert.Empty(await tenant.SignsAsync(id));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Opens_and_clicks_of_people_and_machines_are_told_apart_and_each_figure_names_its_people(string database)
    {
        await using var tenant = await TrackingTenant.StartAsync(database);
        var (reader, scanned) = (await tenant.PersonAsync("roux"), await tenant.PersonAsync("blanc"));
        await tenant.AllowAsync((await tenant.SendAsync(reader, "before")).Id, "opens", "clicks");
        await tenant.AllowAsync((await tenant.SendAsync(scanned, "before")).Id, "opens", "clicks");
        var (read, html) = await tenant.SendAsync(reader, "news");
        var (looked, scannedHtml) = await tenant.SendAsync(scanned, "news");
        var links = Links(html);
        Assert.Equal(4, links.Count); // three of the letter's and the hidden one
        Assert.Contains("mailto:ada@example.org", html);
        Assert.DoesNotContain("href=\"https://example.org", html);

        // A scanner at once, by three links and the hidden one.
        foreach (var link in Links(scannedHtml))
        {
            using var answer = await tenant.AskAsync(link, Firefox);
        }

        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        using (var pixel = await tenant.AskAsync(Pixel(html), Firefox))
        {
            Assert.Equal(("image/gif", "no-store"), (pixel.Content.Headers.ContentType!.MediaType, pixel.Headers.CacheControl!.ToString()));
        }

        using (var click = await tenant.AskAsync(links[0], Firefox))
        {
            Assert.Equal((HttpStatusCode.Found, "https://example.org/a?x=1&y=2"), (click.StatusCode, click.Headers.Location!.ToString()));
        }

        using (await tenant.AskAsync(links[0], Firefox))
        {
        }

        Assert.Equal(["0 Human 1", "1 https://example.org/a?x=1&y=2 Human 2"], await tenant.SignsAsync(read));
        Assert.All(await tenant.SignsAsync(looked), sign => Assert.Contains(" Machine ", sign));
        var (opened, clicked, machine) = await tenant.InAsync(async services =>
        {
            var signs = services.GetRequiredService<ActionSigns>();
            return (await signs.ListAsync("news", Readers.Opened, 0, 10, CancellationToken.None), await signs.ListAsync("news", Readers.Clicked, 0, 10, CancellationToken.None), await signs.ListAsync("news", Readers.ClickedByMachine, 0, 10, CancellationToken.None));
        });
        Assert.Equal([(reader, 1L, 2L, 1)], clicked.Select(one => (one.PersonId, one.Opens, one.Clicks, one.Links)));
        Assert.Equal([reader], opened.Select(one => one.PersonId));
        Assert.Equal([scanned], machine.Select(one => one.PersonId));
        var (sums, followed, curve) = await tenant.InAsync(async services =>
        {
            var signs = services.GetRequiredService<ActionSigns>();
            return ((await signs.CountAsync("news", Readers.Opened, CancellationToken.None), await signs.CountAsync("news", Readers.ClickedByMachine, CancellationToken.None)), await signs.LinksAsync("news", CancellationToken.None), await signs.CurveAsync("news", CancellationToken.None));
        });
        Assert.Equal((1, 1), sums);
        Assert.Equal(new FollowedLink("https://example.org/a?x=1&y=2", 1, 2, 1), followed[0]);
        Assert.Equal((1, 1), (curve[0].Opens, curve[0].Clicks));
        Assert.Equal((2, 2, 2), await tenant.InAsync(services => services.GetRequiredService<SentLetters>().CountAsync("news", CancellationToken.None)));
    }

    [Fact]
    public async Task Changed_rules_look_at_all_anew_and_a_later_no_forgets()
    {
        await using var tenant = await TrackingTenant.StartAsync();
        var person = await tenant.PersonAsync("roux");
        var before = (await tenant.SendAsync(person, "before")).Id;
        await tenant.AllowAsync(before, "opens", "clicks");
        var (id, html) = await tenant.SendAsync(person, "news");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        using (await tenant.AskAsync(Pixel(html), "Lotus-Notes/6.5"))
        {
        }

        Assert.Equal(["0 Unknown unfamiliar 1"], await tenant.SignsAsync(id));
        await tenant.SiteAsync(site => site.Put(new ReadingRules { PeopleAgents = ["lotus"] }));
        Assert.Equal(["0 Human 1"], await tenant.SignsAsync(id));

        var page = (await File.ReadAllLinesAsync(tenant.FileOf("leave.txt"))).Last(line => line.StartsWith(before, StringComparison.Ordinal)).Split(' ')[^1].Replace($"https://crm.example.org/{tenant.Settings.Name}", "", StringComparison.Ordinal);
        foreach (var kind in new[] { "opens", "clicks" })
        {
            using var no = await tenant.Reader.SubmitAsync(page, [new("kind", kind), new("answer", "denied")], page + "?handler=Track");
        }

        using (await tenant.AskAsync(Pixel(html), "Lotus-Notes/6.5"))
        {
        }

        Assert.Empty(await tenant.SignsAsync(id));
    }

    [Fact]
    public async Task A_forged_link_and_one_of_another_tenant_lead_nowhere_and_are_not_noted()
    {
        await using var tenant = await TrackingTenant.StartAsync();
        await using var other = await TrackingTenant.StartAsync();
        await other.DoAsync(async services =>
        {
            // Tests' tenants are copies of one; each that is set up has a secret of its own.
            var secrets = services.GetRequiredService<IDocumentManager<TrackingSecret>>();
            (await secrets.GetOrCreateMutableAsync()).Key = TrackingSecret.New().Key;
            await secrets.UpdateAsync(await secrets.GetOrCreateMutableAsync());
        });
        var person = await tenant.PersonAsync("roux");
        await tenant.AllowAsync((await tenant.SendAsync(person, "before")).Id, "opens", "clicks");
        var (id, html) = await tenant.SendAsync(person, "news");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        var link = Links(html)[0].Replace($"https://crm.example.org/{tenant.Settings.Name}/", "", StringComparison.Ordinal);
        foreach (var (browser, url) in new[] { (tenant, link + "x"), (tenant, "t/a.b"), (tenant, "t/" + new string('a', 20_000)), (other, link) })
        {
            using var answer = await browser.AskAsync(url, Firefox);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.RequestUriTooLong, $"{url}: {answer.StatusCode}");
            Assert.Null(answer.Headers.Location);
        }

        Assert.Empty(await tenant.SignsAsync(id));
        Assert.Empty(await other.SignsAsync(id));
    }

    [Fact]
    public async Task What_waits_is_written_when_the_tenant_is_let_go_and_a_flood_is_one_row()
    {
        await using var tenant = await TrackingTenant.StartAsync();
        var person = await tenant.PersonAsync("roux");
        await tenant.AllowAsync((await tenant.SendAsync(person, "before")).Id, "opens");
        var (id, html) = await tenant.SendAsync(person, "news");
        Assert.Contains("https://example.org/b", html); // clicks were not allowed
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var hit = 0; hit < 50; hit++)
            {
                using var answer = await tenant.AskAsync(Pixel(html), Firefox);
            }
        }));
        await tenant.Host.Shells.ReleaseShellContextAsync(tenant.Settings);

        Assert.Equal(["0 Human 400"], await tenant.SignsAsync(id));
        Assert.Single(await tenant.InAsync(services => Task.FromResult(services.GetRequiredService<Crm.Tracking.Hits.HitFile>().Of(id))));
    }

    [Fact]
    public async Task A_robot_that_changes_its_name_fills_no_disk()
    {
        await using var tenant = await TrackingTenant.StartAsync();
        var person = await tenant.PersonAsync("roux");
        await tenant.AllowAsync((await tenant.SendAsync(person, "before")).Id, "opens");
        var (id, html) = await tenant.SendAsync(person, "news");
        for (var name = 0; name < 300; name++)
        {
            using var answer = await tenant.AskAsync(Pixel(html), $"Robot {name}");
        }

        Assert.All(await tenant.SignsAsync(id), sign => Assert.Contains("Machine", sign));
        Assert.Equal(200, await tenant.InAsync(services => Task.FromResult(services.GetRequiredService<Crm.Tracking.Hits.HitFile>().Of(id).Count)));
    }

    [Fact]
    public async Task What_was_noted_is_handed_out_goes_with_who_they_become_and_is_erased_with_its_raw_hits()
    {
        await using var tenant = await TrackingTenant.StartAsync();
        var (person, survivor) = (await tenant.PersonAsync("roux"), await tenant.PersonAsync("blanc"));
        await tenant.AllowAsync((await tenant.SendAsync(person, "before")).Id, "opens", "clicks");
        var (id, html) = await tenant.SendAsync(person, "news");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        using (await tenant.AskAsync(Links(html)[0], Firefox))
        {
        }

        Assert.Single(await tenant.SignsAsync(id));
        Assert.Contains("https://example.org/a?x=1", await tenant.InAsync(async services => (await Readings(services).ReadAsync(await SubjectAsync(services, person), CancellationToken.None)).Data.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
        await tenant.DoAsync(services => services.GetServices<IPersonReference>().OfType<SignReferences>().Single().MoveAsync(person, survivor, CancellationToken.None));
        Assert.Equal([survivor], await tenant.InAsync(async services => (await services.GetRequiredService<ActionSigns>().ListAsync("news", Readers.Clicked, 0, 10, CancellationToken.None)).Select(reader => reader.PersonId)));
        await tenant.DoAsync(async services => await Readings(services).EraseAsync((await SubjectAsync(services, survivor)) with { Ids = [survivor, person] }, services.GetRequiredService<Erasure>(), CancellationToken.None));
        Assert.Empty(await tenant.InAsync(services => Task.FromResult(services.GetRequiredService<Crm.Tracking.Hits.HitFile>().Of(id))));
        Assert.Empty(await tenant.SignsAsync(id));

        static async Task<DataSubject> SubjectAsync(IServiceProvider services, string id) => (await services.GetRequiredService<DataSubjects>().FindAsync(id, CancellationToken.None))!;

        static IPersonalData Readings(IServiceProvider services) => services.GetServices<IPersonalData>().OfType<SignsOfPerson>().Single();
    }

    private static List<string> Links(string html) => [.. Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    private static string Pixel(string html) => WebUtility.HtmlDecode(Image().Match(html).Groups[1].Value);

    [GeneratedRegex("<a [^>]*href=[\"']([^\"']*/t/[^\"']*)[\"']")]
    private static partial Regex Link();

    [GeneratedRegex("<img src=\"([^\"]*/t/[^\"]*)\"")]
    private static partial Regex Image();
}
