using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Messages;
using Crm.Messaging.Tracking;
using Crm.Testing;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Tracking;

/// <summary>Nothing is noted of a reader who has not said yes, and a no is as easy as a yes.</summary>
public sealed class TrackingTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_reader_says_yes_and_no_by_the_link_in_a_letter_and_looking_says_nothing(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var message = await tenant.PutAsync(person, kind: MessageClass.Marketing);
        await tenant.SendAsync();
        var page = tenant.LinksOf(message).Page;
        using var reader = tenant.Host.Browse(tenant.Settings.Name);
        reader.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        Assert.Contains("You have not said: we do not note it.", await reader.ReadAsync(page));
        await reader.GetAsync($"{page}?handler=Track&kind=opens&answer=granted");
        Assert.Empty(await LogAsync(tenant, person));
        Assert.Equal((false, false), await MayAsync(tenant, person));

        for (var i = 0; i < 2; i++)
        {
            using var yes = await reader.SubmitAsync(page, [new("kind", "opens"), new("answer", "granted")], page + "?handler=Track");
            Assert.Equal(HttpStatusCode.Redirect, yes.StatusCode);
        }

        var said = Assert.Single(await LogAsync(tenant, person));
        Assert.Equal(("opens", "granted", "page", message, "May we note when you open a letter of ours, to learn which are read?", "en"), (said.Kind, said.Answer, said.Source, said.MessageId, said.Wording, said.Language));
        Assert.Equal((true, false), await MayAsync(tenant, person));
        Assert.Contains("You said yes.", await reader.ReadAsync(page));

        using (await reader.SubmitAsync(page, [new("kind", "opens"), new("answer", "denied")], page + "?handler=Track"))
        {
        }

        Assert.Equal((false, false), await MayAsync(tenant, person));
        Assert.Equal(["denied", "granted"], (await LogAsync(tenant, person)).Select(row => row.Answer)); // what was said stays
        foreach (var nonsense in new KeyValuePair<string, string>[][] { [new("kind", "faces"), new("answer", "granted")], [new("kind", "opens"), new("answer", "unknown")], [new("kind", "opens")] })
        {
            using var refused = await reader.SubmitAsync(page, nonsense, page + "?handler=Track");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var bare = await reader.Http.PostAsync(page.TrimStart('/') + "?handler=Track", new FormUrlEncodedContent([new("kind", "opens"), new("answer", "granted")]));
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task The_stricter_answer_of_two_who_become_one_holds(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        string?[] answers = [null, "granted", "denied"];
        foreach (var kept in answers)
        {
            foreach (var gone in answers)
            {
                var (keep, other) = (await tenant.PersonAsync("Keep"), await tenant.PersonAsync("Gone"));
                await SayAsync(tenant, keep, kept);
                await SayAsync(tenant, other, gone);
                Assert.Equal(HttpStatusCode.OK, (await api.PostJsonAsync($"/api/contacts/people/{keep}/merge", new { other })).Status);
                var expected = kept == "denied" || gone == "denied" ? "denied" : kept is null || gone is null ? null : "granted";
                var stand = await tenant.InAsync(services => services.GetRequiredService<TrackingConsent>().StandsAsync(keep, CancellationToken.None));
                Assert.Equal(expected, stand.GetValueOrDefault(TrackingKind.Clicks)?.Answer);
                Assert.Equal((false, expected == "granted"), await MayAsync(tenant, keep));
            }
        }
    }

    [Fact]
    public async Task Somebody_here_notes_what_was_said_with_a_name_and_who_may_not_write_does_not()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var person = await tenant.PersonAsync("One");
        var page = $"/admin/people/{person}/preferences";
        using (await tenant.Admin.SubmitAsync(page, [new("kind", "clicks"), new("answer", "granted")], page + "?handler=Track"))
        {
        }

        Assert.Equal((false, true), await MayAsync(tenant, person));
        var shown = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync(page));
        Assert.Contains("noted by admin", shown);
        Assert.Contains("May we note which links in our letters you follow", shown);
        using var refused = await tenant.Admin.SubmitAsync(page, [new("kind", "clicks"), new("answer", "unknown")], page + "?handler=Track");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_is_handed_out_with_its_words_and_goes_with_the_person(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("One", change: part => part.GivenName = "Ada");
        await SayAsync(tenant, person, "granted");
        var held = await tenant.InAsync(async services => await services.GetServices<IPersonalData>().Single(one => one.Name == "tracking-consent")
            .ReadAsync((await services.GetRequiredService<Contacts.PersonalData.DataSubjects>().FindAsync(person, CancellationToken.None))!, CancellationToken.None));
        Assert.Contains("The words", held.Data.ToJsonString());
        foreach (var handler in (string[])["Ask", "Erase"])
        {
            using (await tenant.Admin.SubmitAsync("/admin/profile", [new("Input.Name", "Ada One"), new("Input.Request", "")], $"/admin/people/{person}/erase?handler={handler}"))
            {
            }
        }

        await tenant.Host.SettleAsync();
        Assert.Empty(await LogAsync(tenant, person));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_look_up_that_fails_allows_nobody(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("One");
        await SayAsync(tenant, person, "granted");
        Assert.Equal((false, true), await MayAsync(tenant, person));
        await tenant.DoAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).ExecuteAsync("ALTER TABLE \"TrackingConsent\" RENAME TO \"Elsewhere\""));
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<TrackingConsent>().MayTrackAsync([person], TrackingKind.Clicks, CancellationToken.None)));
    }

    private static Task SayAsync(MessagingTenant tenant, string person, string? answer) => answer is null ? Task.CompletedTask
        : tenant.DoAsync(services => services.GetRequiredService<TrackingConsent>().RecordAsync(person, TrackingKind.Clicks, answer, "agent", "", "The words", CancellationToken.None));

    private static Task<IReadOnlyList<TrackingAnswer>> LogAsync(MessagingTenant tenant, string person) => tenant.InAsync(services => services.GetRequiredService<TrackingConsent>().LogAsync([person], CancellationToken.None));

    private static Task<(bool Opens, bool Clicks)> MayAsync(MessagingTenant tenant, string person) => tenant.InAsync(async services =>
    {
        var consent = services.GetRequiredService<TrackingConsent>();
        return ((await consent.MayTrackAsync([person, "somebody else"], TrackingKind.Opens, CancellationToken.None)).Contains(person), (await consent.MayTrackAsync([person, "somebody else"], TrackingKind.Clicks, CancellationToken.None)).Contains(person));
    });
}
