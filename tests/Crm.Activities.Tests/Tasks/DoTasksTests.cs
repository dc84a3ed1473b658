using Crm.Testing;
using System.Net;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using static Crm.Activities.Tests.ActivitiesTenant;

namespace Crm.Activities.Tests.Tasks;

public sealed class DoTasksTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_line_and_a_day_make_a_task_that_one_click_does_and_one_click_opens_again(string database)
    {
        await using var tenant = await StartAsync(database);
        using (var answer = await tenant.Admin.SubmitAsync("/admin/tasks", [new("subject", "Call Odile"), new("due", "2026-11-23"), new("back", "/admin/tasks")], "/admin/tasks/new?handler=Quick"))
        {
            Assert.Equal("/admin/tasks", answer.Headers.Location?.ToString());
        }

        var list = await tenant.Admin.ReadAsync("/admin/tasks?view=today");
        var id = TaskLink(list);
        Assert.Contains("Call Odile", list);
        Assert.Equal(HttpStatusCode.Redirect, await ActAsync(tenant.Admin, id, "Done"));
        Assert.DoesNotContain("Call Odile", await tenant.Admin.ReadAsync("/admin/tasks"));
        Assert.Contains("Call Odile", await tenant.Admin.ReadAsync("/admin/tasks?view=done"));
        Assert.Equal(tenant.AdminId, (await tenant.TaskAsync(id))!.DoneBy);
        await ActAsync(tenant.Admin, id, "Reopen");
        Assert.Contains("Call Odile", await tenant.Admin.ReadAsync("/admin/tasks"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task The_views_part_the_tasks_by_the_day_in_ones_own_zone(string database)
    {
        await using var tenant = await StartAsync(database);
        foreach (var (subject, day, time) in new[] { ("gone", "2026-11-22", ""), ("missed", "2026-11-23", "09:30"), ("later", "2026-11-23", "10:30"), ("whole", "2026-11-23", ""), ("next", "2026-11-24", ""), ("someday", "", "") })
        {
            await WriteAsync(tenant.Admin, ("Subject", subject), ("DueDay", day), ("DueTime", time));
        }

        Assert.Equal(["gone", "whole", "missed", "later", "next", "someday"], await SubjectsAsync("open"));
        Assert.Equal(["gone", "missed"], await SubjectsAsync("late"));
        Assert.Equal(["whole", "missed", "later"], await SubjectsAsync("today"));
        Assert.Equal(["next", "someday"], await SubjectsAsync("planned"));
        Assert.Equal("6 tasks", await tenant.Admin.ReadAsync("/admin/tasks?handler=Count"));

        async Task<List<string>> SubjectsAsync(string view)
        {
            var (all, after) = (new List<string>(), "");
            do
            {
                var page = System.Text.Json.Nodes.JsonNode.Parse(await tenant.Admin.ReadAsync($"/api/tasks?view={view}&take=2&after={Uri.EscapeDataString(after)}"))!;
                all.AddRange(page["items"]!.AsArray().Select(item => (string)item!["subject"]!));
                after = (string?)page["next"];
            }
            while (after is not null);
            return all;
        }
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Doing_one_of_a_series_makes_the_next_once_and_opening_it_again_takes_that_back(string database)
    {
        await using var tenant = await StartAsync(database);
        var id = await WriteAsync(tenant.Admin, ("Subject", "Write to Grandmother"), ("Notes", "last year: a scarf"), ("DueDay", "2026-11-27"), ("RepeatChoice", "month-last"), ("RemindBefore", "1440"));
        await ActAsync(tenant.Admin, id, "Done");
        await ActAsync(tenant.Admin, id, "Done"); // a second click
        var done = (await tenant.TaskAsync(id))!;
        var next = (await tenant.TaskAsync(done.NextId))!;
        Assert.Equal((new DateOnly(2026, 12, 25), "last year: a scarf", 1440, null), (next.DueDay!.Value, next.Notes, next.RemindBefore, next.DoneUtc));
        Assert.Equal(2, await CountAsync(tenant));

        await ActAsync(tenant.Admin, id, "Reopen");
        Assert.Null(await tenant.TaskAsync(done.NextId));
        await ActAsync(tenant.Admin, id, "Done");
        var again = (await tenant.TaskAsync(id))!.NextId;
        await ActAsync(tenant.Admin, again, "Snooze", ("until", "week"));
        await ActAsync(tenant.Admin, id, "Reopen");
        Assert.NotNull(await tenant.TaskAsync(again)); // somebody has touched it since
        await ActAsync(tenant.Admin, id, "Done");
        Assert.Equal(2, await CountAsync(tenant)); // the series has one task a day
    }

    [Fact]
    public async Task A_series_that_slept_goes_on_at_its_next_day_that_is_not_past_and_ends_when_its_rule_does()
    {
        await using var tenant = await StartAsync();
        var id = await WriteAsync(tenant.Admin, ("Subject", "Water the plants"), ("DueDay", "2026-10-05"), ("RepeatChoice", "week"));
        await ActAsync(tenant.Admin, id, "Done");
        Assert.Equal(new DateOnly(2026, 11, 23), (await tenant.TaskAsync((await tenant.TaskAsync(id))!.NextId))!.DueDay);
        var twice = await WriteAsync(tenant.Admin, ("Subject", "Two letters"), ("DueDay", "2026-11-24"), ("RepeatChoice", "custom"), ("Rule", "FREQ=DAILY;COUNT=2"));
        await ActAsync(tenant.Admin, twice, "Done");
        var last = (await tenant.TaskAsync(twice))!.NextId;
        await ActAsync(tenant.Admin, last, "Done");
        Assert.Equal("", (await tenant.TaskAsync(last))!.NextId);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_task_about_a_person_is_on_their_page_on_their_timeline_when_done_and_goes_with_them_into_a_merge(string database)
    {
        await using var tenant = await StartAsync(database);
        var (odile, other) = (await tenant.PersonAsync("Odile", "Martin"), await tenant.PersonAsync("Odile", "Martine"));
        var id = await WriteAsync(tenant.Admin, ("Subject", "Send the catalogue"), ("DueDay", "2026-11-24"), ("AboutId", odile));
        Assert.Contains("Send the catalogue", await tenant.Admin.ReadAsync($"/admin/contacts/{odile}/panels/tasks"));
        Assert.DoesNotContain("Send the catalogue", await tenant.Admin.ReadAsync($"/admin/people/{odile}?handler=Timeline"));
        await ActAsync(tenant.Admin, id, "Done");
        Assert.Matches($"href=\"/admin/tasks/{id}\">Send the catalogue", await tenant.Admin.ReadAsync($"/admin/people/{odile}?handler=Timeline&kind=task"));
        Assert.DoesNotContain("Last contacts", await tenant.Admin.ReadAsync($"/admin/people/{odile}"));

        await tenant.InAsync(async services =>
        {
            var reference = services.GetServices<IPersonReference>().Single(reference => reference.GetType().Name == "TaskReferences");
            Assert.Equal(1, await reference.CountAsync(odile, default));
            await reference.MoveAsync(odile, other, default);
            return true;
        });
        Assert.Contains("Send the catalogue", await tenant.Admin.ReadAsync($"/admin/people/{other}?handler=Timeline"));
        Assert.DoesNotContain("Send the catalogue", await tenant.Admin.ReadAsync($"/admin/contacts/{odile}/panels/tasks"));
    }

    [Fact]
    public async Task A_panel_whose_table_is_broken_says_so_and_leaves_the_page_whole()
    {
        await using var tenant = await StartAsync("Postgres");
        var odile = await tenant.PersonAsync("Odile", "Martin");
        await tenant.InAsync(async services =>
        {
            await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).ExecuteAsync("ALTER TABLE \"TaskIndex\" RENAME TO \"Gone\"");
            return true;
        });
        Assert.Contains("Reference: ", await tenant.Admin.ReadAsync($"/admin/contacts/{odile}/panels/tasks"));
        Assert.Contains("Odile Martin", await tenant.Admin.ReadAsync($"/admin/people/{odile}"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_written()
    {
        await using var tenant = await StartAsync();
        using var answer = await tenant.Admin.SubmitAsync("/admin/tasks/new",
            [new("Input.Subject", " "), new("Input.DueTime", "10:00"), new("Input.RepeatChoice", "custom"), new("Input.Rule", "FREQ=OFTEN"), new("Input.AboutId", "nobody")]);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.All(["Say what is to be done.", "A time needs a day.", "This is no rule of RFC 5545", "There is no such contact."], sentence => Assert.Contains(sentence, page));
        Assert.Equal(0, await CountAsync(tenant));
    }

    private static string TaskLink(string page) => System.Text.RegularExpressions.Regex.Match(page, "href=\"/admin/tasks/(?<id>[0-9a-z]{26})\"").Groups["id"].Value;

    private static Task<int> CountAsync(ActivitiesTenant tenant)
        => tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<Activities.Tasks.TaskIndex>().CountAsync());
}
