using System.Text.Json.Nodes;
using Crm.Contacts;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Contacts.PersonalData;
using Crm.Contacts.Segments;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Settings;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Contexts;

/// <summary>What somebody goes through lets a message through, holds it or refuses it, by its tone.</summary>
public sealed class ContextRuleTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Each_tone_meets_its_rule_and_what_was_held_leaves_when_it_is_over(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await RelaxAsync(tenant);
        var person = await tenant.PersonAsync("One", "one@example.org");
        await OpenAsync(tenant, new NewContext(person, "bereavement"));
        await OpenAsync(tenant, new NewContext(await tenant.PersonAsync("Two", "two@example.org"), "bereavement"));
        var sent = new Dictionary<(MessageClass, string), string>();
        foreach (var (kind, tone) in new[] { MessageClass.Marketing, MessageClass.Personal, MessageClass.Transactional }.SelectMany(kind => new[] { "festive", "Sober", "" }.Select(tone => (kind, tone))))
        {
            sent[(kind, tone)] = await tenant.PutAsync(person, $"{kind}-{tone}", kind, tone, message => message with { ExpiresUtc = tenant.Now.AddDays(300) });
        }

        await tenant.SendAsync();
        foreach (var kind in new[] { MessageClass.Marketing, MessageClass.Personal })
        {
            Assert.Equal(("Excluded context bereavement", "Sent  250", "Held context bereavement"), (await tenant.StandsAsync(sent[(kind, "festive")]), await tenant.StandsAsync(sent[(kind, "Sober")]), await tenant.StandsAsync(sent[(kind, "")])));
        }

        Assert.Equal(("Sent  250", "Sent  250"), (await tenant.StandsAsync(sent[(MessageClass.Transactional, "festive")]), await tenant.StandsAsync(sent[(MessageClass.Transactional, "")])));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(179));
        await tenant.SendAsync();
        Assert.Equal("Held context bereavement", await tenant.StandsAsync(sent[(MessageClass.Marketing, "")]));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(1));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(sent[(MessageClass.Marketing, "")]));
        Assert.Equal("Excluded context bereavement", await tenant.StandsAsync(sent[(MessageClass.Marketing, "festive")]));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_a_household_goes_through_holds_for_whoever_lives_there_until_it_is_closed(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await RelaxAsync(tenant);
        var home = await HomeAsync(tenant);
        var (lives, left) = (await LivesAsync(tenant, "Lives", home, null), await LivesAsync(tenant, "Left", home, DateOnly.FromDateTime(tenant.Now.AddDays(-1))));
        var noted = await OpenAsync(tenant, new NewContext(home, "complaint") { SourceKind = ContextSources.Complaint, Source = "A broken doll", Reference = "complaint:1" });
        Assert.Equal(noted, await OpenAsync(tenant, new NewContext(home, "complaint") { Reference = "complaint:1" }));
        var (festive, plain, other) = (await tenant.PutAsync(lives, "a", MessageClass.Marketing, "festive"), await tenant.PutAsync(lives, "b", MessageClass.Marketing), await tenant.PutAsync(left, "a", MessageClass.Marketing, "festive"));
        await tenant.SendAsync();
        Assert.Equal(("Excluded context complaint", "Held context complaint", "Sent  250"), (await tenant.StandsAsync(festive), await tenant.StandsAsync(plain), await tenant.StandsAsync(other)));

        Assert.Equal((true, false), (await CloseAsync(tenant, home), await CloseAsync(tenant, home)));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(plain));
        Assert.Equal(noted, await OpenAsync(tenant, new NewContext(home, "complaint") { Reference = "complaint:1" }));
        Assert.Equal([ContextActs.Noted, ContextActs.Ended, ContextActs.Noted], (await LogAsync(tenant, home)).Reverse().Select(row => row.Act));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Withdrawn_it_holds_nothing_and_put_back_it_does(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await RelaxAsync(tenant);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var context = await OpenAsync(tenant, new NewContext(person, "bereavement"));
        var first = await tenant.PutAsync(person, "a", MessageClass.Marketing);
        await tenant.SendAsync();
        Assert.Equal("Held context bereavement", await tenant.StandsAsync(first));

        Assert.True(await ActAsync(tenant, context, (contexts, there) => contexts.WithdrawAsync(there, "It was another family", CancellationToken.None)));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(first));
        Assert.True(await ActAsync(tenant, context, (contexts, there) => contexts.PutBackAsync(there, CancellationToken.None)));
        Assert.False(await ActAsync(tenant, context, (contexts, there) => contexts.PutBackAsync(there, CancellationToken.None)));
        var second = await tenant.PutAsync(person, "b", MessageClass.Marketing, "festive");
        await tenant.SendAsync();
        Assert.Equal("Excluded context bereavement", await tenant.StandsAsync(second));
        Assert.True(await ActAsync(tenant, context, (contexts, there) => contexts.EndAsync(there, "", CancellationToken.None)));
        Assert.False(await ActAsync(tenant, context, (contexts, there) => contexts.EndAsync(there, "", CancellationToken.None)));
        var third = await tenant.PutAsync(person, "c", MessageClass.Marketing, "festive");
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(third));
        Assert.Equal([1, 2, 3, 4], (await LogAsync(tenant, person)).Reverse().Select(row => row.Version));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Noted_after_the_letter_was_written_it_stops_the_letter_before_it_begins(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var put = await tenant.PutAsync(person, "a", MessageClass.Marketing, "festive");
        var written = await tenant.InAsync(async services =>
        {
            var taken = await services.GetRequiredService<MessageDesk>().TakeAsync("me", 9, CancellationToken.None);
            return Assert.Single(await services.GetRequiredService<WriteLetter>().WriteAsync(taken, CancellationToken.None));
        });
        Assert.NotNull(written.Letter);
        await OpenAsync(tenant, new NewContext(person, "bereavement"));
        var entry = new JournalEntry(written.Message, written.Receiver);
        await tenant.DoAsync(services => services.GetRequiredService<WriteJournal>().WriteAsync([entry], CancellationToken.None));
        Assert.False(entry.MayGo);
        Assert.Equal("Excluded context bereavement", await tenant.StandsAsync(put));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Who_become_one_go_through_what_either_did_and_what_is_kept_is_handed_out_and_erased(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await RelaxAsync(tenant);
        var (keep, gone) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("One", "uno@example.org"));
        await OpenAsync(tenant, new NewContext(keep, "purchase") { Reference = "order:7" });
        await OpenAsync(tenant, new NewContext(gone, "complaint") { Reference = "complaint:2", Source = "Canary source", Note = "Canary note" });
        await OpenAsync(tenant, new NewContext(gone, "bereavement"));
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await api.PostJsonAsync($"/api/contacts/people/{keep}/merge", new { other = gone })).Status);
        Assert.Equal(["bereavement", "complaint", "purchase"], (await LogAsync(tenant, keep)).Select(row => row.Kind).Order());

        // What knew the other one closes what goes on under the survivor's name.
        Assert.True(await tenant.InAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().CloseAsync(gone, "complaint", "complaint:2", CancellationToken.None)));
        Assert.Equal(["bereavement", "purchase"], await tenant.InAsync(async services => (await services.GetRequiredService<ContextRules>().OfPeopleAsync([keep], CancellationToken.None))[keep].Select(row => row.Kind).Order().ToList()));

        var held = await tenant.InAsync(async services =>
        {
            var subject = (await services.GetRequiredService<DataSubjects>().FindAsync(keep, CancellationToken.None))!;
            var part = services.GetServices<IPersonalData>().Single(part => part.Name == "contexts");
            Assert.True(Assert.Single(await part.PreviewAsync(subject, CancellationToken.None)).Count > 3);
            var told = (await part.ReadAsync(subject, CancellationToken.None)).Data.ToJsonString();
            await part.EraseAsync(subject, null!, CancellationToken.None);
            return told;
        });
        Assert.Contains("Canary source", held);
        Assert.Contains("Canary note", held);
        Assert.Equal(0, await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<ContextEntry>().CountAsync()));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_segment_holds_whoever_goes_through_it_and_who_may_not_know_may_not_ask(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var home = await HomeAsync(tenant);
        var (mourns, lives, left) = (await tenant.PersonAsync("Mourns"), await LivesAsync(tenant, "Lives", home, null), await LivesAsync(tenant, "Left", home, DateOnly.FromDateTime(tenant.Now.AddDays(-1))));
        await OpenAsync(tenant, new NewContext(mourns, "bereavement"));
        await OpenAsync(tenant, new NewContext(home, "complaint"));
        var ended = await OpenAsync(tenant, new NewContext(left, "complaint"));
        await ActAsync(tenant, ended, (contexts, there) => contexts.EndAsync(there, "", CancellationToken.None));
        foreach (var (of, people) in new[]
        {
            ("""{ "rule": "messages.context", "operator": "is", "values": { "kind": "bereavement" } }""", new[] { mourns }), ("""{ "rule": "messages.context", "operator": "any", "values": {} }""", [mourns, lives]),
            ("""{ "rule": "messages.context", "operator": "is", "values": { "kind": "complaint" } }""", [lives]), ("""{ "rule": "messages.context", "operator": "any", "not": true, "values": {} }""", [left]),
        })
        {
            var segment = await SegmentAsync(tenant, of);
            await tenant.DoAsync(async services =>
            {
                // Asked again after a commit, as what goes on in batches asks it.
                for (var batch = 0; batch < 2; batch++)
                {
                    var found = (await services.GetRequiredService<Crm.Contacts.Segments.Segments>().ForSiteAsync(segment, CancellationToken.None))!;
                    await services.GetRequiredService<Messaging.Contexts.Contexts>().OpenAsync(new NewContext(mourns, "bereavement") { Reference = "again" }, CancellationToken.None);
                    await services.GetRequiredService<ISession>().SaveChangesAsync();
                    Assert.Equal(people.Order(), (await found.Rows.Select(row => row.ContentItemId).ToListAsync()).Order());
                }
            });
        }

        var (clerk, _) = await tenant.AsAsync("ViewContacts", "UseSegments", "ManageSegments");
        using (clerk)
        {
            Assert.DoesNotContain("messages.context", await clerk.ReadAsync("/admin/segments/new"));
            Assert.Contains("messages.context", await tenant.Admin.ReadAsync("/admin/segments/new"));
        }
    }

    [Fact]
    public async Task What_is_no_context_is_not_noted()
    {
        await using var tenant = await MessagingTenant.SharedAsync();
        var person = await tenant.PersonAsync("One");
        foreach (var context in new[] { new NewContext("nobody", "bereavement"), new NewContext(person, "bereavement") { UntilUtc = tenant.Now.AddDays(-1) }, new NewContext(person, "bereavement") { Source = new string('x', 201) } })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(tenant, context));
        }

        Assert.Empty(await LogAsync(tenant, person));
    }

    private static Task<string> OpenAsync(MessagingTenant tenant, NewContext context) => tenant.InAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().OpenAsync(context, CancellationToken.None));

    private static Task<bool> CloseAsync(MessagingTenant tenant, string home) => tenant.InAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().CloseAsync(home, "complaint", "complaint:1", CancellationToken.None));

    private static Task<IReadOnlyList<ContextEntry>> LogAsync(MessagingTenant tenant, string subject) => tenant.InAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().LogAsync([subject], CancellationToken.None));

    private static Task<bool> ActAsync(MessagingTenant tenant, string context, Func<Messaging.Contexts.Contexts, ContextEntry, Task<bool>> act) => tenant.InAsync(async services =>
    {
        var contexts = services.GetRequiredService<Messaging.Contexts.Contexts>();
        return await act(contexts, (await contexts.FindAsync(context, CancellationToken.None))!);
    });

    private static Task<string> SegmentAsync(MessagingTenant tenant, string of) => tenant.InAsync(async services =>
    {
        var item = await services.GetRequiredService<IContentManager>().NewAsync(Crm.Contacts.Segments.Segments.ContentType);
        item.Alter<SegmentPart>(part => part.Condition = (JsonObject)JsonNode.Parse($$"""{ "version": 1, "match": "all", "of": [ {{of}} ] }""")!);
        await services.GetRequiredService<IContentManager>().CreateAsync(item);
        return item.ContentItemId;
    });

    // Without the rules of restraint, which would hold what is sent here.
    private static Task RelaxAsync(MessagingTenant tenant) => tenant.DoAsync(async services =>
    {
        var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
        site.Put(new Messaging.Restraint.RestraintSettings { Rules = [] });
        await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
    });

    private static Task<string> LivesAsync(MessagingTenant tenant, string name, string home, DateOnly? to) => tenant.PersonAsync(name, $"{name}@example.org", change: part => part.Memberships = [new Membership { HouseholdId = home, Role = "adult", To = to }]);

    private static Task<string> HomeAsync(MessagingTenant tenant) => tenant.InAsync(async services =>
    {
        var item = await services.GetRequiredService<IContentManager>().NewAsync(ContactTypes.Household);
        item.Alter<HouseholdPart>(part => part.Name = "Family");
        await services.GetRequiredService<IContentManager>().CreateAsync(item);
        return item.ContentItemId;
    });
}
