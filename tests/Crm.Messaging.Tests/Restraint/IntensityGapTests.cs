using System.Net;
using Crm.Contacts;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Templates;
using Crm.Messaging.Tests.Templates;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Restraint;

/// <summary>Between two messages that say as much, or more, lies time.</summary>
public sealed class IntensityGapTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Something_as_strong_waits_until_the_gap_is_over_whatever_action_it_is_of(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await SetAsync(tenant, new IntensityGap { Intensity = MessageIntensity.Warm, Days = 5 }, new IntensityGap { Intensity = MessageIntensity.Strong, Days = 20 });
        var person = await tenant.PersonAsync("One", "one@example.org");
        await PutAsync(tenant, person, "declares", MessageIntensity.Strong);
        await tenant.SendAsync();
        var (news, light, warm, strong) = (await PutAsync(tenant, person, "news", MessageIntensity.None), await PutAsync(tenant, person, "light", MessageIntensity.Light), await PutAsync(tenant, person, "warm", MessageIntensity.Warm), await PutAsync(tenant, person, "again", MessageIntensity.Strong));
        await tenant.SendAsync();

        Assert.Equal("Sent  250", await tenant.StandsAsync(news));
        Assert.Equal("Sent  250", await tenant.StandsAsync(light));
        Assert.Equal("Held gap Warm", await tenant.StandsAsync(warm));
        Assert.Equal("Held gap Strong", await tenant.StandsAsync(strong));
        Assert.Contains("a declaration: 20 days between two, a person", await tenant.Admin.ReadAsync($"/admin/messages/{strong}"));
        Assert.Equal(tenant.Now.AddDays(5), (await tenant.MessagesAsync()).Single(row => row.MessageId == warm).NextUtc!.Value, TimeSpan.FromSeconds(1));

        tenant.Host.Clock.Advance(TimeSpan.FromDays(5));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(warm));

        tenant.Host.Clock.Advance(TimeSpan.FromDays(15));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(strong));
    }

    // Eight workers have the family in hand at the same moment.
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_household_hears_one_declaration_and_what_is_written_by_hand_counts(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await SetAsync(tenant, new IntensityGap { Intensity = MessageIntensity.Strong, Days = 3, PerHousehold = true });
        var home = await tenant.InAsync(async services =>
        {
            var item = await services.GetRequiredService<IContentManager>().NewAsync(ContactTypes.Household);
            item.Alter<HouseholdPart>(part => part.Name = "Family One");
            await services.GetRequiredService<IContentManager>().CreateAsync(item);
            return item.ContentItemId;
        });
        var people = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await tenant.PersonAsync($"N{i}", $"n{i}@example.org", change: part => part.Memberships = [new Membership { HouseholdId = home, Role = "adult" }]));
            await PutAsync(tenant, people[i], "a", MessageIntensity.Strong);
        }

        await tenant.SendAsync();
        Assert.Single(tenant.Post);
        Assert.Equal(7, (await tenant.MessagesAsync()).Count(row => row is { State: (int)MessageState.Held, Reason: Reasons.Gap }));

        // By hand it goes, and counts: the others wait on.
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        var own = await PutAsync(tenant, people[0], "own", MessageIntensity.Strong, MessageClass.Personal);
        var number = await PutAsync(tenant, people[0], "number", MessageIntensity.Strong, MessageClass.Transactional);
        await tenant.SendAsync();
        Assert.Equal(("Sent  250", "Sent  250"), (await tenant.StandsAsync(own), await tenant.StandsAsync(number)));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(1));
        await tenant.SendAsync();
        Assert.Equal(3, tenant.Post.Count);
        Assert.Contains("not before", await tenant.Admin.ReadAsync($"/admin/people/{people[3]}/write"));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        await tenant.SendAsync();
        Assert.Equal(4, tenant.Post.Count);
    }

    [Fact]
    public async Task What_a_gap_outlives_is_dropped_when_its_time_is_over()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        await SetAsync(tenant, new IntensityGap { Intensity = MessageIntensity.Light, Days = 60 });
        var person = await tenant.PersonAsync("One", "one@example.org");
        await PutAsync(tenant, person, "first", MessageIntensity.Light);
        await tenant.SendAsync();
        var second = await PutAsync(tenant, person, "second", MessageIntensity.Light, change: message => message with { ExpiresUtc = tenant.Now.AddDays(2) });
        await tenant.SendAsync();
        Assert.Equal("Held gap Light", await tenant.StandsAsync(second));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        await tenant.SendAsync();
        Assert.Equal("Dropped expired gap", await tenant.StandsAsync(second));
    }

    [Fact]
    public async Task A_template_says_its_intensity_on_its_page_in_recipes_and_for_its_messages()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        await SetAsync(tenant, new IntensityGap { Intensity = MessageIntensity.Warm, Days = 5 });
        var name = await tenant.SaveAsync(Mails.English("<p>Thank you</p>", change: mail => (mail.Class, mail.Intensity) = (MessageClass.Marketing, MessageIntensity.Warm)));
        Assert.Matches("<option[^>]*selected[^>]*value=\"Warm\"|<option[^>]*value=\"Warm\"[^>]*selected", await tenant.Admin.ReadAsync($"/admin/mail-templates/{name}"));
        var person = await tenant.PersonAsync("One", "one@example.org");
        await tenant.PutAsync(person, new TemplateUse(name), "one");
        await tenant.SendAsync();
        var second = await tenant.PutAsync(person, new TemplateUse(name), "two");
        await tenant.SendAsync();
        Assert.Equal("Held gap Warm", await tenant.StandsAsync(second));
        Assert.Equal("warm", (string)(await tenant.Admin.ReadJsonAsync($"/api/messages/{second}"))["message"]!["intensity"]!);
        var exported = await tenant.InAsync(async services => (await services.GetServices<Kernel.Recipes.IRecipeExporter>().Single(exporter => exporter.StepName == "MailTemplates").ExportAsync([name])).Single().ToJsonString());
        Assert.Contains("\"Intensity\":\"Warm\"", exported);
    }

    [Fact]
    public async Task Gaps_are_set_by_the_page_and_the_api_names_an_intensity()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        using (var refused = await tenant.Admin.SubmitAsync("/admin/settings/restraint", [new("Gaps[0].Days", "-1"), new("Gaps[1].Days", "0"), new("Gaps[2].Days", "367"), new("QuietFrom", "22:00"), new("QuietTo", "07:00")]))
        {
            Assert.Contains("From 0 to 366 days", await refused.Content.ReadAsStringAsync());
        }

        using (var saved = await tenant.Admin.SubmitAsync("/admin/settings/restraint", [new("Gaps[0].Days", "0"), new("Gaps[0].PerHousehold", "false"), new("Gaps[1].Days", "9"), new("Gaps[1].PerHousehold", "true"), new("Gaps[2].Days", "0"), new("Gaps[2].PerHousehold", "false"), new("QuietFrom", "22:00"), new("QuietTo", "07:00")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        var gap = Assert.Single((await tenant.InAsync(services => services.GetRequiredService<Restraints>().SettingsAsync())).Gaps);
        Assert.Equal((MessageIntensity.Warm, 9, true), (gap.Intensity, gap.Days, gap.PerHousehold));
        Assert.Contains("value=\"9\"", await tenant.Admin.ReadAsync("/admin/settings/restraint"));

        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var person = await tenant.PersonAsync("One", "one@example.org");
        var (status, body) = await api.PostJsonAsync("/api/messages", new { action = "a", personId = person, channel = "post", @class = "personal", subject = "s", text = "t", intensity = "3" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("The intensity is", body!["errors"]!["intensity"]!.ToJsonString());
        await api.PostJsonAsync("/api/messages", new { action = "a", personId = person, channel = "post", @class = "personal", subject = "s", text = "t", intensity = "strong" });
        Assert.Equal((int)MessageIntensity.Strong, Assert.Single(await tenant.MessagesAsync()).Intensity);
    }

    private static Task SetAsync(MessagingTenant tenant, params IntensityGap[] gaps) => tenant.DoAsync(async services =>
    {
        var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
        site.Put(new RestraintSettings { Rules = [], Gaps = [.. gaps] });
        await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
    });

    private static Task<string> PutAsync(MessagingTenant tenant, string person, string action, MessageIntensity intensity, MessageClass kind = MessageClass.Marketing, Func<NewMessage, NewMessage>? change = null)
        => tenant.PutAsync(person, action, kind, change: message => (change ?? (same => same))(message with { Intensity = intensity, ExpiresUtc = tenant.Now.AddDays(40) }));
}
