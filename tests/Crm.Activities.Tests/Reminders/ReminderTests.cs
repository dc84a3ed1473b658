using Crm.Activities.Reminders;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Notifications;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;
using static Crm.Activities.Tests.ActivitiesTenant;

namespace Crm.Activities.Tests.Reminders;

public sealed class ReminderTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_reminder_comes_once_at_its_time_in_the_owners_zone(string database)
    {
        await using var tenant = await StartAsync(database);
        await tenant.InAsync(async services => // the administrator lives in New York, the site in Paris
        {
            var users = services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Kernel.Users.User>>();
            var admin = (await users.FindByNameAsync("admin"))!;
            admin.SetTimeZone("America/New_York");
            await users.UpdateAsync(admin);
            return true;
        });
        var id = await WriteAsync(tenant.Admin, ("Subject", "Call Odile"), ("DueDay", "2026-11-25"), ("DueTime", "15:00"), ("RemindBefore", "60"));
        await tenant.AtAsync(2026, 11, 25, 18, 58);
        Assert.Empty(await UnreadAsync(tenant.Admin));
        await tenant.AtAsync(2026, 11, 25, 19, 0); // 14:00 in New York
        Assert.Equal(["Reminder: Call Odile (due today 3:00 PM)"], (await UnreadAsync(tenant.Admin)).Select(text => text.Replace('\u202f', ' ')));
        Assert.Contains("Notifications, 1 unread", await tenant.Admin.ReadAsync("/admin/tasks"));

        // Saved again, run again, and run on another node at the same time: it stays at one.
        await ActAsync(tenant.Admin, id, "Acknowledge");
        await Task.WhenAll(tenant.RemindAsync(), tenant.RemindAsync());
        await tenant.AtAsync(2026, 11, 26, 9);
        Assert.Single(await UnreadAsync(tenant.Admin));
    }

    [Fact]
    public async Task Killed_between_telling_and_taking_away_it_is_told_once_afterwards()
    {
        await using var tenant = await StartAsync();
        await WriteAsync(tenant.Admin, ("Subject", "Call Odile"), ("DueDay", "2026-11-24"), ("RemindBefore", "0"));
        await tenant.InAsync(services => services.GetRequiredService<BackgroundTasks>().ChangeAsync(typeof(RemindOfTasks).FullName!, enable: false, null)); // else the scheduler may come first
        tenant.Host.Clock.AdvanceTo(new DateTimeOffset(2026, 11, 24, 8, 0, 30, TimeSpan.Zero));
        await tenant.InAsync(async services => // what the job does, without its commit
        {
            var notice = await services.GetRequiredService<ISession>().QueryIndex<TaskNoticeIndex>().SingleAsync();
            await services.GetRequiredService<Notifications>().TellAsync(notice.UserId, notice.Kind, notice.TaskId, TaskNotices.KeyOf(notice));
            await services.GetRequiredService<ISession>().CancelAsync();
            return true;
        });
        Assert.Empty(await UnreadAsync(tenant.Admin));
        await tenant.RemindAsync();
        await tenant.RemindAsync();
        Assert.Single(await UnreadAsync(tenant.Admin));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task What_one_gives_another_is_told_nudged_thrice_and_then_told_to_who_gave_it(string database)
    {
        await using var tenant = await StartAsync(database);
        var (noel, noels) = await tenant.UserAsync("noel", "EditOwnTasks");
        await WriteAsync(tenant.Admin, ("Subject", "Feed the reindeer"), ("DueDay", "2026-11-26"), ("Owner", noel));
        Assert.Equal(["admin asks you: Feed the reindeer (due 11/26/2026)"], await UnreadAsync(noels));
        await tenant.AtAsync(2026, 11, 25, 8);
        await tenant.AtAsync(2026, 11, 26, 8);
        await tenant.AtAsync(2026, 11, 27, 8);
        Assert.Equal(4, (await UnreadAsync(noels)).Count);
        Assert.Empty(await UnreadAsync(tenant.Admin));
        await tenant.AtAsync(2026, 11, 28, 8);
        Assert.Equal(["noel has not acknowledged: Feed the reindeer (due 11/26/2026)"], await UnreadAsync(tenant.Admin));
        Assert.Equal(4, (await UnreadAsync(noels)).Count);
    }

    [Fact]
    public async Task Who_acknowledges_is_left_in_peace_and_a_delay_moves_the_reminder_and_leaves_its_trace()
    {
        await using var tenant = await StartAsync();
        var (noel, noels) = await tenant.UserAsync("noel", "EditOwnTasks");
        var id = await WriteAsync(tenant.Admin, ("Subject", "Feed the reindeer"), ("DueDay", "2026-11-26"), ("RemindBefore", "0"), ("Owner", noel));
        Assert.Contains("admin asks you to see to this.", await noels.ReadAsync($"/admin/tasks/{id}"));
        await ActAsync(noels, id, "Snooze", ("until", "week")); // 30 November, nine in Paris
        await tenant.AtAsync(2026, 11, 29, 12);
        Assert.Single(await UnreadAsync(noels));
        Assert.Empty(await UnreadAsync(tenant.Admin));
        await tenant.AtAsync(2026, 11, 30, 8);
        Assert.Equal("Reminder: Feed the reindeer (due 11/26/2026)", (await UnreadAsync(noels))[^1]);
        Assert.Matches("Put off(?s:.)*by noel until 11/30/2026", await noels.ReadAsync($"/admin/tasks/{id}"));
    }

    [Theory]
    [InlineData("2026-03-29", "02:30", 0, "2026-03-29T01:30")] // leapt over: an hour later
    [InlineData("2026-10-25", "02:30", 0, "2026-10-25T00:30")] // twice: the first
    [InlineData("2026-03-29", null, 1440, "2026-03-28T08:00")] // nine in the morning, winter time the day before
    [InlineData("2026-03-30", null, 1440, "2026-03-29T07:00")] // nine in the morning, summer time that day
    public void Reminders_keep_to_the_wall_clock_over_summer_time(string day, string? time, int before, string utc)
    {
        var item = new Kernel.Content.ContentItem { ContentItemId = "t", Owner = "u" };
        var part = new Activities.Tasks.TaskPart { DueDay = DateOnly.Parse(day), DueTime = time is null ? null : TimeOnly.Parse(time), RemindBefore = before, TimeZone = "Europe/Paris" };
        Assert.Equal(utc, TaskNotices.Of(item, part).Single().Utc.ToString("yyyy-MM-dd'T'HH:mm"));
    }
}
