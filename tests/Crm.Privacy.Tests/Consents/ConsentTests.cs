using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Privacy.Consents;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Consents;

public sealed class ConsentTests
{
    private static readonly DateOnly s_today = new(2026, 11, 29);
    private static readonly ConsentPurpose s_news = new() { Code = "news", Name = "News", Basis = "consent", Channels = ["email", "mail"] };
    private static readonly ConsentPurpose s_offers = new() { Code = "offers", Name = "Offers", Basis = "legitimate-interest", Channels = ["mail"] };

    [Theory]
    [InlineData("", false)]
    [InlineData("+", true)]
    [InlineData("+-", false)]
    [InlineData("+-+", true)]
    public void What_was_said_last_holds(string said, bool isAllowed)
        => Assert.Equal(isAllowed, ConsentState.Of(s_news, "email", Said(said), [], null, s_today).IsAllowed);

    [Theory]
    [InlineData("", true)]
    [InlineData("-", false)]
    [InlineData("-+", true)]
    public void On_a_legitimate_interest_all_is_allowed_until_somebody_objects(string said, bool isAllowed)
        => Assert.Equal(isAllowed, ConsentState.Of(s_offers, "mail", Said(said), [], null, s_today).IsAllowed);

    // + by the person, p by a parent, - withdrawn.
    [Theory]
    [InlineData(18, "+", nameof(ConsentStanding.Given))]
    [InlineData(17, "+", nameof(ConsentStanding.AwaitsParent))]
    [InlineData(17, "p", nameof(ConsentStanding.Given))]
    [InlineData(15, "p", nameof(ConsentStanding.Given))]
    [InlineData(14, "p", nameof(ConsentStanding.AwaitsChild))]
    [InlineData(14, "+", nameof(ConsentStanding.AwaitsParent))]
    [InlineData(14, "p+", nameof(ConsentStanding.Given))]
    [InlineData(14, "p+-", nameof(ConsentStanding.Withdrawn))]
    [InlineData(14, "p+-+", nameof(ConsentStanding.AwaitsParent))]
    public void A_child_is_written_to_only_when_a_parent_agreed_and_under_fifteen_both(int years, string said, string standing)
    {
        var birth = s_today.AddYears(-years);

        Assert.Equal(standing, ConsentState.Of(s_news, "email", Said(said), [], birth, s_today).Standing.ToString());
        Assert.Equal(said.EndsWith('-') ? ConsentStanding.Withdrawn : ConsentStanding.Given, ConsentState.Of(s_news, "mail", Said(said), [], birth, s_today).Standing);
    }

    [Theory]
    [InlineData("+", "-", false)]
    [InlineData("-", "+", false)]
    [InlineData("+", "+", true)]
    [InlineData("", "-", false)]
    [InlineData("", "+", true)]
    public void After_a_merge_the_stricter_wins_until_something_newer_is_said(string own, string other, bool isAllowed)
    {
        var merge = Moment(50);

        Assert.Equal(isAllowed, ConsentState.Of(s_news, "email", Said(own), [(Said(other), merge)], null, s_today).IsAllowed);
        var newer = new ConsentEntry { IsGiven = true, AtUtc = Moment(60) };
        Assert.True(ConsentState.Of(s_news, "email", [.. Said(own), newer], [(Said(other), merge)], null, s_today).IsAllowed);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_consent_is_recorded_on_the_persons_page_withdrawn_over_the_api_and_its_words_are_kept(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        await PurposesAsync(tenant);
        var id = await tenant.PersonAsync("Ada", "Roux");
        Assert.Contains("not asked", await tenant.Admin.ReadAsync($"/admin/contacts/{id}/panels/consents"));

        using (var noted = await tenant.Admin.SubmitAsync("/admin/profile", [new("Input.Purpose", "news"), new("Input.Channel", "email"), new("Input.IsGiven", "true")], $"/admin/people/{id}/consents"))
        {
            Assert.True(noted.StatusCode == HttpStatusCode.Redirect, await noted.Content.ReadAsStringAsync());
        }

        Assert.Contains("Withdrawn today", await tenant.Admin.ReadAsync($"/admin/contacts/{id}/panels/consents"));
        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var address = $"api/privacy/people/{id}/consents";
        var given = (await program.Http.GetFromJsonAsync<JsonObject>(address))!;
        var entry = given["log"]![0]!;
        Assert.Equal(("May we write to you?", "1", "en", "consent", "Europe/Paris"), ((string?)entry["wording"], (string?)entry["wordingVersion"], (string?)entry["wordingLanguage"], (string?)entry["basis"], (string?)entry["timeZone"]));
        Assert.True((bool)Line(given, "news", "email")["isAllowed"]!);

        Assert.Equal(HttpStatusCode.NoContent, (await program.Http.PostAsJsonAsync(address, new { purpose = "news", channel = "email", isGiven = false, source = "online", ip = "192.0.2.7", userAgent = "Browser" })).StatusCode);
        var withdrawn = (await program.Http.GetFromJsonAsync<JsonObject>(address))!;
        Assert.False((bool)Line(withdrawn, "news", "email")["isAllowed"]!);
        Assert.Equal(2, withdrawn["log"]!.AsArray().Count);

        Assert.Equal(HttpStatusCode.BadRequest, (await program.Http.PostAsJsonAsync(address, new { purpose = "nothing", channel = "email" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.Http.PostAsJsonAsync(address, new { purpose = "news", channel = "email", role = "parent" })).StatusCode);
    }

    [Fact]
    public async Task Who_may_only_look_records_nothing()
    {
        await using var tenant = await PrivacyTenant.StartAsync();
        await PurposesAsync(tenant);
        var id = await tenant.PersonAsync("Ada", "Roux");
        using var vera = await tenant.UserAsync("vera", "ViewContacts", "ViewConsents");
        using var nino = await tenant.UserAsync("nino", "ViewContacts");

        Assert.DoesNotContain("Given today", await vera.ReadAsync($"/admin/contacts/{id}/panels/consents"));
        Assert.Equal(HttpStatusCode.Forbidden, (await vera.SubmitAsync("/admin/profile", [new("Input.Purpose", "news"), new("Input.Channel", "email"), new("Input.IsGiven", "true")], $"/admin/people/{id}/consents")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await nino.GetAsync($"/admin/people/{id}/consents")).StatusCode);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_merge_joins_what_two_said_and_its_undo_parts_it_and_erasure_leaves_rows_without_names(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        await PurposesAsync(tenant);
        var (kept, gone) = (await tenant.PersonAsync("Ada", "Roux"), await tenant.PersonAsync("Adah", "Roux", item => item.Alter<PersonPart>(person => person.Function = "Soprano")));
        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        await program.Http.PostAsJsonAsync($"api/privacy/people/{kept}/consents", new { purpose = "news", channel = "email", isGiven = true, role = "parent", agreedBy = "Odile Roux", source = "online", ip = "192.0.2.7" });
        await program.Http.PostAsJsonAsync($"api/privacy/people/{gone}/consents", new { purpose = "news", channel = "email", isGiven = false });
        Assert.True(await IsAllowedAsync(program, kept));

        var batch = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            return await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide>(), Households: true), CancellationToken.None);
        });
        Assert.False(await IsAllowedAsync(program, kept));
        await tenant.DoAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null));
        Assert.True(await IsAllowedAsync(program, kept));

        await tenant.EraseAsync(kept, "Ada Roux");

        Assert.Empty(await Erase.Traces.FindAsync(tenant, "Odile"));
        Assert.Empty(await Erase.Traces.FindAsync(tenant, "192.0.2.7"));
    }

    private static async Task<bool> IsAllowedAsync(TestBrowser program, string id)
        => (bool)Line((await program.Http.GetFromJsonAsync<JsonObject>($"api/privacy/people/{id}/consents"))!, "news", "email")["isAllowed"]!;

    private static JsonNode Line(JsonObject answer, string purpose, string channel) => answer["standing"]!.AsArray().Single(line => (string?)line!["purpose"] == purpose && (string?)line["channel"] == channel)!;

    private static Task PurposesAsync(PrivacyTenant tenant) => tenant.DoAsync(async services =>
    {
        var documents = services.GetRequiredService<IDocumentManager<ConsentPurposes>>();
        var purposes = await documents.GetOrCreateMutableAsync();
        purposes.All.Add(new ConsentPurpose { Code = "news", Name = "News", Basis = "consent", Channels = ["email"], Wordings = [new ConsentWording { Language = "en", Version = "1", Text = "May we write to you?" }] });
        await documents.UpdateAsync(purposes);
    });

    private static List<ConsentEntry> Said(string said)
        => [.. said.Select((word, i) => new ConsentEntry { IsGiven = word != '-', Role = word == 'p' ? "parent" : "self", AgreedBy = word == 'p' ? "A parent" : "", AtUtc = Moment(i) })];

    private static DateTime Moment(int minute) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute);
}
