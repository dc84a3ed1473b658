using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Contacts;
using Crm.Contacts.Households;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Restraint;

/// <summary>Enough is enough, for a person and for those who live together.</summary>
public sealed class RestraintTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_third_message_in_a_week_is_held_until_there_is_room(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        tenant.Host.Clock.AdvanceTo(Noon(tenant));
        var person = await tenant.PersonAsync("One", "one@example.org");
        for (var i = 0; i < 4; i++)
        {
            await tenant.PutAsync(person, $"a{i}", MessageClass.Marketing, change: message => message with { ExpiresUtc = tenant.Now.AddDays(30) });
        }

        await tenant.SendAsync();
        var own = await tenant.PutAsync(person, "own"); // goes, and counts
        await tenant.SendAsync();
        Assert.Equal(4, tenant.Post.Count);
        Assert.Equal("Sent  250", await tenant.StandsAsync(own));
        var held = (await tenant.MessagesAsync()).Single(row => row.State == (int)MessageState.Held);
        Assert.Equal((Reasons.Restraint, "person-week"), (held.Reason, held.Detail));
        Assert.Equal(tenant.Now.AddDays(7), held.NextUtc!.Value, TimeSpan.FromSeconds(1));

        tenant.Host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        await tenant.SendAsync();
        Assert.Equal(5, tenant.Post.Count);
    }

    // Eight workers have the same family in hand at the same moment.
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_household_gets_five_a_week_however_many_live_there(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        tenant.Host.Clock.AdvanceTo(Noon(tenant));
        var home = await tenant.InAsync(async services =>
        {
            var item = await services.GetRequiredService<IContentManager>().NewAsync(ContactTypes.Household);
            item.Alter<HouseholdPart>(part => part.Name = "Family One");
            await services.GetRequiredService<IContentManager>().CreateAsync(item);
            return item.ContentItemId;
        });
        for (var i = 0; i < 12; i++)
        {
            await tenant.PutAsync(await tenant.PersonAsync($"N{i}", $"n{i}@example.org", change: part => part.Memberships = [new Membership { HouseholdId = home, Role = "adult" }]), "a", MessageClass.Marketing);
        }

        await tenant.SendAsync();

        Assert.Equal(5, tenant.Post.Count);
        Assert.Equal(7, (await tenant.MessagesAsync()).Count(row => row is { State: (int)MessageState.Held, Detail: "household-week" }));
    }

    [Fact]
    public async Task Nobody_is_written_to_at_night_where_they_live()
    {
        await using var tenant = await MessagingTenant.StartAsync(still: true);
        tenant.Host.Clock.AdvanceTo(Noon(tenant));
        var paris = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org", change: part => part.TimeZone = "Europe/Paris"), kind: MessageClass.Marketing);
        var auckland = await tenant.PutAsync(await tenant.PersonAsync("Two", "two@example.org", change: part => part.TimeZone = "Pacific/Auckland"), kind: MessageClass.Marketing);
        await tenant.SendAsync();

        Assert.Equal("Sent  250", await tenant.StandsAsync(paris));
        Assert.Equal("Held quiet", await tenant.StandsAsync(auckland));
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");
        Assert.Equal(new TimeOnly(8, 0), TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc((await tenant.MessagesAsync())[1].NextUtc!.Value, zone)));
    }

    [Theory]
    [InlineData("2026-11-30T20:30:00Z", "21:00", "08:00", "2026-12-01T07:00:00Z")] // half past nine in Paris
    [InlineData("2026-12-01T06:59:00Z", "21:00", "08:00", "2026-12-01T07:00:00Z")]
    [InlineData("2026-12-01T07:00:00Z", "21:00", "08:00", null)]
    [InlineData("2026-12-01T12:00:00Z", "12:00", "14:00", "2026-12-01T13:00:00Z")]
    [InlineData("2026-12-01T12:00:00Z", "09:00", "09:00", null)] // none are kept
    [InlineData("2027-03-28T00:30:00Z", "01:00", "02:30", "2027-03-28T01:00:00Z")] // half past two does not come: three o'clock
    [InlineData("2026-10-25T00:10:00Z", "01:00", "02:30", "2026-10-25T00:30:00Z")] // it comes twice: the first
    public void Quiet_hours_end_right_over_summer_time(string utc, string from, string to, string? end)
        => Assert.Equal(
            end is null ? null : DateTime.Parse(end, null, System.Globalization.DateTimeStyles.AdjustToUniversal),
            QuietHours.EndUtc(DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.AdjustToUniversal), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)));

    private static DateTimeOffset Noon(MessagingTenant tenant) => new(tenant.Now.Date.AddDays(1).AddHours(11), TimeSpan.Zero);
}
