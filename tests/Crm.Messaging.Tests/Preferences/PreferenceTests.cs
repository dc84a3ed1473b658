using System.Net;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Preferences;

/// <summary>Who has had enough says so in two clicks, and nobody is asked why.</summary>
public sealed class PreferenceTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task One_click_of_a_mail_program_leaves_the_list_and_looking_changes_nothing(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var first = await PutAsync(tenant, person, "a1", "toys");
        await tenant.SendAsync();
        var (leave, page) = tenant.LinksOf(first);
        Assert.StartsWith("/leave/", leave);
        Assert.StartsWith("/preferences/", page);

        using var reader = tenant.Host.Browse(tenant.Settings.Name);
        Assert.Equal(HttpStatusCode.Redirect, (await reader.GetAsync(leave)).StatusCode);
        Assert.DoesNotContain("Ada", await reader.ReadAsync(page));
        Assert.Empty(await LogAsync(tenant, person));
        for (var i = 0; i < 2; i++)
        {
            using var answer = await reader.Http.PostAsync(leave.TrimStart('/'), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal("toys stop one-click", Assert.Single(await LogAsync(tenant, person)));
        var (toys, books) = (await PutAsync(tenant, person, "a2", "toys"), await PutAsync(tenant, person, "a3", "books"));
        await tenant.SendAsync();
        Assert.Equal("Excluded left", await tenant.StandsAsync(toys));
        Assert.Equal("Sent  250", await tenant.StandsAsync(books));
    }

    [Fact]
    public async Task Not_now_is_a_pause_that_ends_by_itself_and_nothing_more_is_for_good()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        var first = await PutAsync(tenant, person, "a1");
        await tenant.SendAsync();
        var page = tenant.LinksOf(first).Page;
        using var reader = tenant.Host.Browse(tenant.Settings.Name);
        reader.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using (await reader.SubmitAsync(page, [new("kind", "pause"), new("days", "7")]))
        {
        }

        var (paused, own) = (await PutAsync(tenant, person, "a2"), await tenant.PutAsync(person, "own"));
        await tenant.SendAsync();
        Assert.Equal("Excluded paused", await tenant.StandsAsync(paused));
        Assert.Equal("Sent  250", await tenant.StandsAsync(own));

        tenant.Host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        var after = await PutAsync(tenant, person, "a3");
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(after));

        using (await reader.SubmitAsync(page, [new("kind", "stop")]))
        {
        }

        var stopped = await PutAsync(tenant, person, "a4");
        await tenant.SendAsync();
        Assert.Equal("Excluded left", await tenant.StandsAsync(stopped));
        Assert.Contains("We send you nothing more", WebUtility.HtmlDecode(await reader.ReadAsync(page)));
    }

    [Fact]
    public async Task A_forged_or_foreign_link_is_none_and_nonsense_is_refused()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var first = await PutAsync(tenant, await tenant.PersonAsync("One", "one@example.org"), "a1");
        await tenant.SendAsync();
        var page = tenant.LinksOf(first).Page;
        using var reader = tenant.Host.Browse(tenant.Settings.Name);
        var token = page.Split('/')[^1];
        foreach (var forged in new[] { token[..^2] + (token[^2] == 'A' ? 'B' : 'A') + token[^1], token + "x", token[..26], new string('x', 48), "x", token.ToUpperInvariant() })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/preferences/{forged}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await reader.Http.PostAsync($"leave/{forged}", null)).StatusCode);
        }

        var other = await MessagingTenant.SharedAsync();
        using var stranger = other.Host.Browse(other.Settings.Name);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(page)).StatusCode);
        foreach (var nonsense in new KeyValuePair<string, string>[][] { [new("kind", "pause"), new("days", "100000")], [new("kind", "stop"), new("topic", "never-heard-of")], [new("kind", "burn")] })
        {
            using var answer = await reader.SubmitAsync(page, nonsense);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using var bare = await reader.Http.PostAsync(page.TrimStart('/'), new FormUrlEncodedContent([new("kind", "stop")]));
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
    }

    [Fact]
    public async Task Without_a_public_address_a_letter_to_many_waits_for_one()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        await SetBaseUrlAsync(tenant, "");
        var message = await PutAsync(tenant, await tenant.PersonAsync("One", "one@example.org"), "a1");
        await tenant.SendAsync();
        Assert.Equal("Held no-way-out", await tenant.StandsAsync(message));

        await SetBaseUrlAsync(tenant, "https://crm.example.org");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(15));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(message));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Who_becomes_one_with_somebody_who_left_has_left_and_is_written_to_as_who_they_are(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var (keep, gone) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("One", "uno@example.org"));
        using (await tenant.Admin.SubmitAsync($"/admin/people/{gone}/preferences", [], $"/admin/people/{gone}/preferences?handler=Stop"))
        {
        }

        var own = await tenant.PutAsync(gone, "own", change: message => message with { DueUtc = tenant.Now.AddMinutes(5) });
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        Assert.Equal(HttpStatusCode.OK, (await api.PostJsonAsync($"/api/contacts/people/{keep}/merge", new { other = gone })).Status);
        var many = await PutAsync(tenant, keep, "many");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        await tenant.SendAsync();

        Assert.Equal("Excluded left", await tenant.StandsAsync(many));
        Assert.Equal("Sent  250", await tenant.StandsAsync(own));
        Assert.Contains("said before a merge", await tenant.Admin.ReadAsync($"/admin/people/{keep}/preferences"));
        Assert.Contains("Subject of own", await api.ReadAsync($"/api/contacts/people/{keep}/timeline"));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_somebody_says_by_a_letter_of_before_they_became_one_with_somebody_holds_for_who_they_are(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var (keep, gone) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("One", "uno@example.org"));
        var (first, second) = (await PutAsync(tenant, gone, "a1", "toys"), await PutAsync(tenant, gone, "a2"));
        await tenant.SendAsync();
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        Assert.Equal(HttpStatusCode.OK, (await api.PostJsonAsync($"/api/contacts/people/{keep}/merge", new { other = gone })).Status);
        using var reader = tenant.Host.Browse(tenant.Settings.Name);
        using (var answer = await reader.Http.PostAsync(tenant.LinksOf(first).Leave.TrimStart('/'), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")])))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using (await reader.SubmitAsync(tenant.LinksOf(second).Page, [new("kind", "clicks"), new("answer", "granted")], tenant.LinksOf(second).Page + "?handler=Track"))
        {
        }

        Assert.Contains("toys", await reader.ReadAsync(tenant.LinksOf(second).Page));
        var toys = await PutAsync(tenant, keep, "a3", "toys");
        await tenant.SendAsync();
        Assert.Equal("Excluded left", await tenant.StandsAsync(toys));
        Assert.Contains(keep, await tenant.InAsync(services => services.GetRequiredService<Messaging.Tracking.TrackingConsent>().MayTrackAsync([keep], Messaging.Tracking.TrackingKind.Clicks, CancellationToken.None)));
    }

    private static Task<string> PutAsync(MessagingTenant tenant, string person, string action, string topic = "") => tenant.PutAsync(person, action, MessageClass.Marketing, change: message => message with { Topic = topic });

    private static Task<List<string>> LogAsync(MessagingTenant tenant, string person) => tenant.InAsync(async services
        => (await services.GetRequiredService<MessagePreferences>().LogAsync([person], CancellationToken.None)).Select(row => $"{row.Topic} {row.Kind} {row.Source}").ToList());

    private static Task SetBaseUrlAsync(MessagingTenant tenant, string address) => tenant.DoAsync(async services =>
    {
        var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
        site.BaseUrl = address;
        await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
    });
}
