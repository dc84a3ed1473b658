using System.Globalization;
using System.Net;
using Crm.Activities.Calendar;
using Crm.Kernel.Calendar;
using Crm.Activities.Holidays;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Settings;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Crm.Activities.Tests.ActivitiesTenant;

namespace Crm.Activities.Tests.Calendar;

public sealed class CalendarTests
{
    // tests/data/holidays_fr: fifteen years, after Wikipedia.
    [Fact]
    public void The_holidays_of_France_are_those_of_the_records()
    {
        var recorded = File.ReadLines(SharedData.Find("holidays_fr/fr_holidays_2015_2029.csv")).Skip(1).Select(line => line.Split(',')).Where(cells => cells[2] == "public").Select(cells => cells[0]).ToList();
        Assert.Equal(165, recorded.Count);
        Assert.Equal(recorded, Enumerable.Range(2015, 15).SelectMany(FrenchHolidays.Of).Select(holiday => holiday.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Order());
    }

    [Theory]
    [InlineData(1818, "1818-03-22")] // the earliest Easter can be
    [InlineData(1943, "1943-04-25")] // the latest
    [InlineData(2026, "2026-04-05")]
    public void Easter_falls_where_the_tables_have_it(int year, string day) => Assert.Equal(day, FrenchHolidays.Easter(year).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void A_month_is_shown_in_whole_weeks_of_the_readers_culture()
    {
        var french = CalendarSpan.Of("month", new DateOnly(2026, 11, 15), CultureInfo.GetCultureInfo("fr-FR"));
        Assert.Equal((new DateOnly(2026, 10, 26), new DateOnly(2026, 12, 7), 6), (french.From, french.Until, french.Weeks.Count()));
        var american = CalendarSpan.Of("week", new DateOnly(2026, 11, 29), CultureInfo.GetCultureInfo("en-US"));
        Assert.Equal((new DateOnly(2026, 11, 29), new DateOnly(2026, 12, 6)), (american.From, american.Until));
        Assert.Equal(new DateOnly(2199, 12, 31), CalendarSpan.Of("day", DateOnly.MaxValue, CultureInfo.InvariantCulture).Day);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_day_has_its_tasks_birthdays_and_holidays_and_what_is_late(string database)
    {
        await using var tenant = await StartAsync(database);
        await BornAsync(tenant, "Jonas", new DateOnly(2021, 11, 23));
        await BornAsync(tenant, "Noémie", new DateOnly(2020, 12, 25));
        await BornAsync(tenant, "Bissextine", new DateOnly(2020, 2, 29));
        await WriteAsync(tenant.Admin, ("Subject", "Late one"), ("DueDay", "2026-11-20"));
        await WriteAsync(tenant.Admin, ("Subject", "Of today"), ("DueDay", "2026-11-23"), ("DueTime", "15:00"), ("RepeatChoice", "week"));

        var today = await ReadAsync("day");
        Assert.All(["Jonas turns 5", "Of today", "Late one"], text => Assert.Contains(text, today));
        Assert.DoesNotContain("Noémie", today);
        Assert.Contains("Of today", await ReadAsync("day&day=2026-11-30")); // it will be due again
        Assert.DoesNotContain("Of today", await ReadAsync("day&day=2026-12-01"));
        Assert.DoesNotContain("Christmas", await ReadAsync("day&day=2026-12-25")); // the site is not French yet
        Assert.Contains("Bissextine turns 7", await ReadAsync("day&day=2027-03-01"));
        await InFrenchAsync(tenant);
        var christmas = await ReadAsync("day&day=2026-12-25");
        Assert.Contains("Christmas Day", christmas);
        Assert.Contains("Noémie turns 6", christmas);
        var month = await ReadAsync("month&day=2026-11-10");
        Assert.All(["Late one", "Of today", "Armistice Day", "All Saints"], text => Assert.Contains(text, month));
        Assert.Contains("Ascension Day", await ReadAsync("week&day=2027-05-06"));

        async Task<string> ReadAsync(string view) => WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/calendar?view={view}"));
    }

    [Fact]
    public async Task Another_ones_tasks_and_birthdays_out_of_sight_are_in_no_calendar()
    {
        await using var tenant = await StartAsync();
        var (_, annas) = await tenant.UserAsync("anna", "EditOwnTasks", "ViewOwnContacts");
        await BornAsync(tenant, "Jonas", new DateOnly(2021, 11, 23));
        await WriteAsync(tenant.Admin, ("Subject", "Secret task"), ("DueDay", "2026-11-23"), ("RepeatChoice", "day"));
        foreach (var view in new[] { "day", "week", "month" })
        {
            var page = await annas.ReadAsync($"/admin/calendar?view={view}&who=all");
            Assert.DoesNotContain("Secret task", page);
            Assert.DoesNotContain("Jonas", page);
        }
    }

    private static Task<bool> BornAsync(ActivitiesTenant tenant, string name, DateOnly birth) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.BirthDate) = (name, birth));
        item.DisplayText = name;
        await content.CreateAsync(item);
        return true;
    });

    private static Task<bool> InFrenchAsync(ActivitiesTenant tenant) => tenant.InAsync(async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new LocalizationSettings { DefaultCulture = "fr", SupportedCultures = ["fr", "en"] });
        await sites.UpdateSiteSettingsAsync(site);
        return true;
    });
}
