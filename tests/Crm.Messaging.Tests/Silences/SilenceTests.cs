using System.Net;
using Crm.Contacts.Points;
using Crm.Messaging.Messages;
using Crm.Messaging.Silences;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Silences;

/// <summary>A little silence, where it is due.</summary>
public sealed class SilenceTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Three_days_of_silence_in_France_hold_what_goes_to_France_and_end_by_themselves(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var today = DateOnly.FromDateTime(tenant.Now);
        await PlanAsync(tenant, "Mourning", "FR", today, today.AddDays(2));
        var (france, belgium) = (await tenant.PersonAsync("One", "one@example.org", "FR"), await tenant.PersonAsync("Two", "two@example.org", "BE"));
        var (held, goes) = (await PutAsync(tenant, france), await PutAsync(tenant, belgium));
        var (own, waited) = (await tenant.PutAsync(france, "own"), await tenant.PutAsync(france, "number", MessageClass.Transactional));
        var late = await tenant.PutAsync(france, "late", MessageClass.Marketing, change: message => message with { ExpiresUtc = tenant.Now.AddDays(1) });
        await tenant.SendAsync();

        Assert.Equal("Held silence Mourning", await tenant.StandsAsync(held));
        Assert.All([goes, own, waited], message => Assert.Equal("Sent  250", tenant.StandsAsync(message).GetAwaiter().GetResult()));
        Assert.Contains("It is a time of silence: Mourning.", await tenant.Admin.ReadAsync($"/admin/messages/{held}"));

        // Until midnight of the last day where they live, and to the end of the night.
        tenant.Host.Clock.AdvanceTo(At(today.AddDays(2), 20));
        await tenant.SendAsync();
        Assert.Equal("Held silence Mourning", await tenant.StandsAsync(held));
        tenant.Host.Clock.AdvanceTo(At(today.AddDays(2), 23));
        await tenant.SendAsync();
        Assert.Equal("Held quiet", await tenant.StandsAsync(held));
        Assert.Equal("Dropped expired silence", await tenant.StandsAsync(late));
        tenant.Host.Clock.AdvanceTo(At(today.AddDays(3), 12));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(held));
    }

    [Fact]
    public async Task It_may_hold_what_people_write_to_one_another_and_for_everybody()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var today = DateOnly.FromDateTime(tenant.Now);
        await PlanAsync(tenant, "Everywhere", "", today, today, holdsPersonal: true);
        var person = await tenant.PersonAsync("One", "one@example.org", "BE");
        var (own, number) = (await tenant.PutAsync(person, "own"), await tenant.PutAsync(person, "number", MessageClass.Transactional));
        await tenant.SendAsync();

        Assert.Equal("Held silence Everywhere", await tenant.StandsAsync(own));
        Assert.Equal("Sent  250", await tenant.StandsAsync(number));
    }

    [Fact]
    public async Task One_that_is_taken_away_lets_go_what_it_held_and_can_be_brought_back()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var today = DateOnly.FromDateTime(tenant.Now);
        var home = await tenant.InAsync(services => services.GetRequiredService<HomeCountry>().GetAsync());
        var id = await PlanAsync(tenant, "Mistake", home.ToLowerInvariant(), today, today.AddDays(30));
        var message = await PutAsync(tenant, await tenant.PersonAsync("One", "one@example.org")); // of no known country: the site's own
        await tenant.SendAsync();
        Assert.Equal("Held silence Mistake", await tenant.StandsAsync(message));

        await PostAsync(tenant, "Remove", id);
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(message));
        Assert.Contains("Bring back", await tenant.Admin.ReadAsync("/admin/silences"));

        await PostAsync(tenant, "BringBack", id);
        var other = await PutAsync(tenant, await tenant.PersonAsync("Two", "two@example.org"));
        await tenant.SendAsync();
        Assert.Equal("Held silence Mistake", await tenant.StandsAsync(other));

        // Changed in its place: over since yesterday.
        await PlanAsync(tenant, "Mistake", home, today.AddDays(-3), today.AddDays(-1), id: id);
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(other));
    }

    [Theory]
    [InlineData("", "FR", 0, 1, "Say why")]
    [InlineData("Why", "France", 0, 1, "two letters")]
    [InlineData("Why", "QX", 0, 1, "two letters")]
    [InlineData("Why", "FR", 1, 0, "not before the first")]
    [InlineData("Why", "FR", 0, 400, "pull the brake")]
    public async Task What_makes_no_silence_is_said(string title, string country, int from, int until, string sentence)
    {
        await using var tenant = await MessagingTenant.SharedAsync();
        var today = DateOnly.FromDateTime(tenant.Now);
        using var answer = await tenant.Admin.SubmitAsync("/admin/silences", Fields(title, country, today.AddDays(from), today.AddDays(until), false));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<SilenceRules>().ListAsync()));
    }

    private static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);

    private static KeyValuePair<string, string>[] Fields(string title, string country, DateOnly from, DateOnly until, bool holdsPersonal) =>
    [
        new("Input.Title", title), new("Input.Country", country), new("Input.From", $"{from:yyyy-MM-dd}"), new("Input.Until", $"{until:yyyy-MM-dd}"), new("Input.HoldsPersonal", holdsPersonal ? "true" : "false"),
    ];

    private static async Task<string> PlanAsync(MessagingTenant tenant, string title, string country, DateOnly from, DateOnly until, bool holdsPersonal = false, string? id = null)
    {
        using var answer = await tenant.Admin.SubmitAsync(id is null ? "/admin/silences" : $"/admin/silences?silence={id}", Fields(title, country, from, until, holdsPersonal));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return (await tenant.InAsync(services => services.GetRequiredService<SilenceRules>().ListAsync())).Single(period => period.Title == title).SilenceId;
    }

    private static async Task PostAsync(MessagingTenant tenant, string handler, string id)
    {
        using var answer = await tenant.Admin.SubmitAsync("/admin/silences", [new("id", id)], $"/admin/silences?handler={handler}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task<string> PutAsync(MessagingTenant tenant, string person) => tenant.PutAsync(person, "many", MessageClass.Marketing);
}
