using System.Text.Json.Nodes;
using Crm.Campaigns.Approve;
using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Prepare;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Campaigns.Tests;

/// <summary>A campaign from its check to its ledger.</summary>
public sealed class CampaignTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task It_is_checked_approved_put_once_for_each_and_adds_up(string database)
    {
        await using var tenant = await CampaignTenant.StartAsync(database);
        await tenant.PersonAsync("One");
        await tenant.PersonAsync("Two");
        await tenant.PersonAsync("Mute", address: "");
        await tenant.PersonAsync("Gone", change: item => item.Alter<PersonPart>(part => part.DiedOn = new DateOnly(2020, 1, 1)));
        await tenant.PersonAsync("Other", stage: "prospect");
        var campaign = await tenant.CampaignAsync();
        Assert.Contains("Check it first", await tenant.Admin.ReadAsync($"/admin/campaigns/{campaign}"));

        var check = (await tenant.CheckAsync(campaign))["check"]!;
        Assert.Equal((4, 2), ((int)check["people"]!, (int)check["goes"]!));
        Assert.Equal(["excluded died 1", "excluded no-address 1"], Sums(check["stopped"]!));
        Assert.Empty(await tenant.LedgerAsync(campaign));
        Assert.Contains("Ada Mute", await tenant.Admin.ReadAsync($"/admin/campaigns/{campaign}/people?reason=no-address"));

        Assert.Contains("Approved", await tenant.ActAsync(campaign, "Approve"));
        await tenant.RunAsync();
        Assert.Equal(new Dictionary<string, string> { ["One"] = "Sent", ["Two"] = "Sent", ["Mute"] = "Excluded no-address", ["Gone"] = "Excluded died" }, await tenant.LedgerAsync(campaign));
        var stands = await tenant.StandsAsync(campaign);
        Assert.Equal(("prepared", 4, 4), ((string)stands["campaign"]!["state"]!, (int)stands["campaign"]!["people"]!, (int)stands["ledger"]!["total"]!));
        Assert.Contains("Messages of Autumn", await tenant.Admin.ReadAsync($"/admin/messages?of={CampaignTypes.ActionOf(campaign)}"));

        // What was put is not changed, not approved twice, not thrown away.
        Assert.Equal("404", await tenant.ActAsync(campaign, "Check"));
        Assert.Contains("approved already", await tenant.ActAsync(campaign, "Approve"));
        Assert.Contains("Too late", await tenant.ActAsync(campaign, "TakeBack"));
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(campaign, VersionOptions.Latest))!;
            item.Alter<CampaignPart>(part => part.Segments = [tenant.All]);
            Assert.Contains((await content.ValidateAsync(item)).Errors, fault => fault.Message.StartsWith("Its messages stand", StringComparison.Ordinal));
            services.GetRequiredService<ISession>().Detach(item);
        });
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Its_audience_is_who_is_in_a_segment_and_in_none_left_out_one_a_household(string database)
    {
        await using var tenant = await CampaignTenant.StartAsync(database);
        var home = await HomeAsync(tenant);
        await tenant.PersonAsync("First", change: item => LivesIn(item, home));
        await tenant.PersonAsync("Second", stage: "prospect", change: item => LivesIn(item, home));
        await tenant.PersonAsync("Alone");
        await tenant.PersonAsync("Stranger", stage: "");
        async Task<int> AudienceAsync(Action<CampaignPart> change) => (int)(await tenant.CheckAsync(await tenant.CampaignAsync(change: change)))["check"]!["people"]!;
        Assert.Equal(2, await AudienceAsync(part => { }));
        Assert.Equal(3, await AudienceAsync(part => part.Segments = [tenant.Clients, tenant.Prospects]));
        Assert.Equal(4, await AudienceAsync(part => part.Segments = [tenant.All, tenant.Clients]));
        Assert.Equal(2, await AudienceAsync(part => (part.Segments, part.Without) = ([tenant.All], [tenant.Clients])));
        Assert.Equal(2, await AudienceAsync(part => (part.Segments, part.OnePerHousehold) = ([tenant.Clients, tenant.Prospects], true)));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Preparing_that_is_begun_anew_puts_nobody_twice_and_asks_who_is_there_then(string database)
    {
        await using var tenant = await CampaignTenant.StartAsync(database);
        var one = await tenant.PersonAsync("One");
        await tenant.PersonAsync("Two");
        var campaign = await tenant.CampaignAsync();
        await tenant.CheckAsync(campaign);

        // What a host that was killed behind the first person left.
        await tenant.DoAsync(services => services.GetRequiredService<Outbox>().PutAsync(NewMessage.Of(CampaignTypes.ActionOf(campaign), one, "email", new TemplateUse("news")), CancellationToken.None));
        await tenant.PersonAsync("Late");
        await tenant.ActAsync(campaign, "Approve");
        await tenant.RunAsync();
        Assert.Equal(["Late", "One", "Two"], (await tenant.LedgerAsync(campaign)).Keys.Order());

        // The operation once more from its beginning.
        await tenant.DoAsync(async services =>
        {
            services.GetRequiredService<ChangeContext>().Actor = (await RunAsync(services, campaign)).By;
            await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<CampaignRun>().Where(row => row.CampaignId == campaign).Set(row => row.State, (int)CampaignState.Preparing).UpdateAsync();
            await services.GetRequiredService<Operations>().StartAsync(PrepareCampaign.Name, PrepareCampaign.Input(campaign), 0);
        });
        await tenant.Host.SettleAsync();
        Assert.Equal(3, (int)(await tenant.StandsAsync(campaign))["ledger"]!["total"]!);
        Assert.Equal("prepared", (string)(await tenant.StandsAsync(campaign))["campaign"]!["state"]!);
    }

    [Fact]
    public async Task Nothing_is_put_once_its_template_has_changed_after_the_approval_and_it_goes_on_when_that_is_taken_back()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        await tenant.PersonAsync("One");
        var campaign = await tenant.CampaignAsync(change: part => part.DueUtc = tenant.Now.AddHours(2));
        await tenant.CheckAsync(campaign);
        await tenant.ActAsync(campaign, "Approve");
        await tenant.TemplateAsync("news", "<p>Something else, {{ person.given_name | default: \"friend\" }}</p>");
        tenant.Host.Clock.AdvanceTo(tenant.Host.Clock.GetUtcNow().AddHours(2));
        await tenant.RunAsync();
        Assert.Empty(await tenant.LedgerAsync(campaign));
        Assert.Contains("changed after the campaign was approved", await tenant.Admin.ReadAsync($"/admin/campaigns/{campaign}"));

        await tenant.DoAsync(async services =>
        {
            var templates = services.GetRequiredService<MailTemplates>();
            var template = (await templates.FindAsync("news", CancellationToken.None))!;
            await templates.UseAsync(template, (await templates.VersionAsync(template, 1, CancellationToken.None))!, CancellationToken.None);
        });
        var operation = await tenant.InAsync(async services => (await RunAsync(services, campaign)).OperationId);
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/operations/{operation}?handler=Resume"))
        {
        }

        await tenant.RunAsync();
        Assert.Equal("Sent", (await tenant.LedgerAsync(campaign))["One"]);
    }

    [Fact]
    public async Task It_waits_for_its_moment_and_an_approval_is_taken_back_until_then_and_lost_by_a_change()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        await tenant.PersonAsync("One");
        var campaign = await tenant.CampaignAsync(change: part => part.DueUtc = tenant.Now.AddHours(3));
        await tenant.CheckAsync(campaign);
        await tenant.ActAsync(campaign, "Approve");
        await tenant.RunAsync();
        Assert.Empty(await tenant.LedgerAsync(campaign));
        Assert.Contains("Campaign: Autumn", await tenant.Admin.ReadAsync("/admin/calendar"));

        Assert.Contains("Draft", await tenant.ActAsync(campaign, "TakeBack"));
        await tenant.ActAsync(campaign, "Approve");
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(campaign, VersionOptions.Latest))!;
            item.Alter<CampaignPart>(part => part.Segments = [tenant.All]);
            await content.UpdateAsync(item);
        });
        Assert.Equal("draft", (string)(await tenant.StandsAsync(campaign))["campaign"]!["state"]!);
        Assert.Contains("changed after the check", await tenant.ActAsync(campaign, "Approve"));
        await tenant.CheckAsync(campaign);
        await tenant.ActAsync(campaign, "Approve");
        tenant.Host.Clock.AdvanceTo(tenant.Host.Clock.GetUtcNow().AddHours(3));
        await tenant.RunAsync();
        Assert.Equal("Sent", (await tenant.LedgerAsync(campaign))["One"]);
    }

    [Fact]
    public async Task What_waits_for_the_morning_is_approved_at_night_and_what_reaches_nobody_is_not()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        await tenant.PersonAsync("One");
        await tenant.PersonAsync("Mute", stage: "prospect", address: "");
        tenant.Host.Clock.AdvanceTo(tenant.Host.Clock.GetUtcNow().AddHours(12));
        var (campaign, mute) = (await tenant.CampaignAsync(), await tenant.CampaignAsync("Mute", part => part.Segments = [tenant.Prospects]));
        Assert.Equal(["held quiet 1"], Sums((await tenant.CheckAsync(campaign))["check"]!["stopped"]!));
        Assert.Contains("Approved", await tenant.ActAsync(campaign, "Approve"));
        await tenant.CheckAsync(mute);
        Assert.Contains("It would leave for nobody", await tenant.ActAsync(mute, "Approve"));
        await tenant.RunAsync();
        Assert.Equal("Held quiet", (await tenant.LedgerAsync(campaign))["One"]);
    }

    [Fact]
    public async Task What_says_nothing_of_anybody_and_goes_to_many_wants_a_second_person()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        await tenant.PersonAsync("One");
        await tenant.TemplateAsync("flyer", "<p>Everything must go</p>");
        using var writer = await tenant.AsAsync("ManageCampaigns", "ApproveCampaigns", "UseSegments", "ViewContacts", "ViewMessages");
        var campaign = await tenant.CampaignAsync(change: part => part.Template = "flyer");
        await tenant.DoAsync(async services =>
        {
            services.GetRequiredService<ChangeContext>().Actor = await services.GetRequiredService<ISession>().QueryIndex<Kernel.Users.UserIndex>().Where(row => row.NormalizedUserName != "ADMIN").Select(row => row.UserId).FirstAsync();
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(campaign, VersionOptions.Latest))!;
            item.Alter<CampaignPart>(part => part.Purpose = "Clear the shelves");
            await content.UpdateAsync(item);
        });
        await tenant.CheckAsync(campaign);
        Assert.Contains("somebody else than who wrote it", await tenant.ActAsync(campaign, "Approve", writer));
        await tenant.SiteAsync(site => site.Put(new CampaignSettings { SecondPersonPercent = 0 }));
        Assert.DoesNotContain("somebody else than who wrote it", await writer.ReadAsync($"/admin/campaigns/{campaign}"));
        await tenant.SiteAsync(site => site.Put(new CampaignSettings()));
        Assert.Contains("Approved", await tenant.ActAsync(campaign, "Approve"));
    }

    [Fact]
    public async Task Who_may_not_does_not_and_names_stay_hidden_from_who_may_not_see_them()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        await tenant.PersonAsync("Mute", address: "");
        await tenant.PersonAsync("One");
        var campaign = await tenant.CampaignAsync();
        await tenant.CheckAsync(campaign);
        using var viewer = await tenant.AsAsync("ViewCampaigns");
        Assert.DoesNotContain("handler=Check", await viewer.ReadAsync($"/admin/campaigns/{campaign}"));
        Assert.Equal("404", await tenant.ActAsync(campaign, "Check", viewer));
        Assert.NotEqual("200", (await tenant.ActAsync(campaign, "Approve", viewer))[..3]);
        Assert.Equal("draft", (string)(await tenant.StandsAsync(campaign))["campaign"]!["state"]!);
        var people = await viewer.ReadAsync($"/admin/campaigns/{campaign}/people?reason=no-address");
        Assert.Contains("(not shown)", people);
        Assert.DoesNotContain("Mute", people);
    }

    [Fact]
    public async Task Faults_are_clear_sentences()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        await tenant.TemplateAsync("letter", "<p>a</p>", MessageClass.Personal);
        var page = await PostAsync(("Input.Template", "letter"), ("Input.Days", "90"), ("Input.Channel", "pigeon"), ("Input.Due", "2020-01-01T10:00"));
        Assert.Contains("lies in the past", page);
        page = await PostAsync(("Input.Template", "letter"), ("Input.Days", "90"), ("Input.Channel", "pigeon"));
        Assert.Contains("needs a name", page);
        Assert.Contains("is not for letters to many", page);
        Assert.Contains("Between 1 and 60 days", page);
        Assert.Contains("There is no channel “pigeon”", page);
        Assert.Contains("Choose at least one segment", page);
        Assert.Contains("the clocks go forward", await PostAsync(("Input.Due", $"{LastSundayOfMarch(tenant.Now.Year + 1):yyyy-MM-dd}T02:30")));

        // A segment that is gone is told, and nobody is written to instead.
        var campaign = await tenant.CampaignAsync();
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RemoveAsync((await content.GetAsync(tenant.Clients, VersionOptions.Latest))!);
        });
        Assert.Contains("One of its segments is gone", await tenant.ActAsync(campaign, "Check"));

        async Task<string> PostAsync(params (string Name, string Value)[] fields)
        {
            using var answer = await tenant.Admin.SubmitAsync("/admin/campaigns/new", fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_a_check_found_of_a_person_goes_with_them(string database)
    {
        await using var tenant = await CampaignTenant.StartAsync(database);
        var mute = await tenant.PersonAsync("Mute", address: "");
        await tenant.CheckAsync(await tenant.CampaignAsync());
        await tenant.DoAsync(async services =>
        {
            var subject = (await services.GetRequiredService<Contacts.PersonalData.DataSubjects>().FindAsync(mute, CancellationToken.None))!;
            var part = services.GetServices<IPersonalData>().Single(part => part.Name == "campaign-checks");
            Assert.Single((await part.ReadAsync(subject, CancellationToken.None)).Lines);
            await part.EraseAsync(subject, null!, CancellationToken.None);
            Assert.Empty((await part.ReadAsync(subject, CancellationToken.None)).Lines);
        });
    }

    [Fact]
    public async Task It_is_copied_without_its_moment_and_thrown_away_and_brought_back()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        var campaign = await tenant.CampaignAsync(change: part => part.DueUtc = tenant.Now.AddDays(3));
        using var copied = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/campaigns/{campaign}?handler=Copy");
        var copy = await tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(copied.Headers.Location!.ToString().Split('/')[^2], VersionOptions.Latest))!);
        Assert.Equal(("Autumn (copy)", null, "news"), (copy.As<TitlePart>()!.Title, copy.As<CampaignPart>()!.DueUtc, copy.As<CampaignPart>()!.Template));
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/campaigns/{campaign}/delete"))
        {
            Assert.Contains("Autumn", await tenant.Admin.ReadAsync("/admin/campaigns?status=trash"));
        }

        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/campaigns/{campaign}/restore"))
        {
            Assert.Equal("draft", (string)(await tenant.StandsAsync(campaign))["campaign"]!["state"]!);
        }

        Assert.Equal(2, (await tenant.Admin.ReadJsonAsync("/api/campaigns"))["campaigns"]!.AsArray().Count);
    }

    [Fact]
    public async Task It_travels_in_recipes_as_a_draft()
    {
        await using var tenant = await CampaignTenant.StartAsync();
        var campaign = await tenant.CampaignAsync(change: part => (part.DueUtc, part.Without, part.OnePerHousehold, part.Purpose) = (new DateTime(2030, 1, 2, 9, 0, 0, DateTimeKind.Utc), [tenant.Prospects], true, "To see"));
        var exported = await ExportAsync();
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(campaign, VersionOptions.Latest))!;
            item.Alter<CampaignPart>(part => (part.Purpose, part.DueUtc) = ("Other", null));
            await content.UpdateAsync(item);
        });
        using (var answer = await tenant.Admin.SubmitAsync("/admin/profile", [new("Text", $$"""{ "name": "r", "steps": [ {{exported}} ] }""")], "/admin/recipes/run?handler=Progress"))
        {
            Assert.DoesNotContain("fault", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(exported, await ExportAsync());

        Task<string> ExportAsync() => tenant.InAsync(async services => (await services.GetServices<Kernel.Recipes.IRecipeExporter>().Single(exporter => exporter.StepName == "campaigns").ExportAsync([campaign])).Single().ToJsonString());
    }

    private static List<string> Sums(JsonNode states) => [.. states.AsArray().Select(one => $"{one!["state"]} {one["reason"]} {one["count"]}").Order()];

    private static async Task<CampaignRun> RunAsync(IServiceProvider services, string campaign) => (await services.GetRequiredService<Stands>().FindAsync(campaign, CancellationToken.None))!;

    private static DateOnly LastSundayOfMarch(int year) => Enumerable.Range(0, 7).Select(back => new DateOnly(year, 3, 31).AddDays(-back)).First(day => day.DayOfWeek == DayOfWeek.Sunday);

    private static Task<string> HomeAsync(CampaignTenant tenant) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var home = await content.NewAsync(Contacts.ContactTypes.Household);
        home.Alter<Contacts.Households.HouseholdPart>(part => part.Name = "Home");
        await content.CreateAsync(home);
        return home.ContentItemId;
    });

    private static void LivesIn(ContentItem item, string home) => item.Alter<PersonPart>(part => part.Memberships = [new Membership { HouseholdId = home }]);
}
