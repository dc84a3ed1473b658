using Crm.Activities.Tasks;
using Crm.Calls.Outcomes;

namespace Crm.Calls.Tests.Outcomes;

/// <summary>What came of a call goes where it belongs, and is taken back with all that followed.</summary>
public sealed class OutcomeTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Reached_is_a_response_and_a_call_on_the_timeline(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var person = await tenant.PersonAsync("Roux");
        var call = await tenant.CallAsync(person);
        var page = await tenant.SayAsync(call, CallOutcomes.Reached, "She is <well>.");
        Assert.Contains("Reached: it stands on their timeline.", page);
        Assert.Contains("No call to make", page);
        Assert.NotNull((await tenant.TaskAsync(call)).DoneUtc);
        Assert.Equal(["reply"], await tenant.ReturnsAsync(call));
        Assert.Contains(await tenant.TimelineAsync(person), entry => entry["kind"]!.ToString() == "call");

        Assert.Contains("It is taken back", await tenant.TakeBackAsync(call, 1));
        Assert.Null((await tenant.TaskAsync(call)).DoneUtc);
        Assert.Empty(await tenant.ReturnsAsync(call));
        Assert.DoesNotContain(await tenant.TimelineAsync(person), entry => entry["kind"]!.ToString() == "call");
        Assert.Contains("Ada Roux", await tenant.Admin.ReadAsync("/admin/calls?who=all"));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_wrong_number_is_rung_no_more_until_it_is_taken_back(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var person = await tenant.PersonAsync("Roux");
        var call = await tenant.CallAsync(person);
        await tenant.SayAsync(call, CallOutcomes.WrongNumber);
        Assert.Equal(["hard"], await tenant.ReturnsAsync(call));
        Assert.Equal("Excluded came-back", await tenant.StandsAsync(await tenant.CallAsync(person, "second")));

        await tenant.TakeBackAsync(call, 1);
        Assert.Empty(await tenant.ReturnsAsync(call));
        Assert.Equal("Sent", await tenant.StandsAsync(await tenant.CallAsync(person, "third")));
        await tenant.SayAsync(call, CallOutcomes.WrongNumber); // after all
        Assert.Equal("Excluded came-back", await tenant.StandsAsync(await tenant.CallAsync(person, "fourth")));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Who_wants_no_calls_gets_none_and_mails_go_on(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var person = await tenant.PersonAsync("Roux", address: "ada@example.org");
        var call = await tenant.CallAsync(person);
        await tenant.SayAsync(call, CallOutcomes.Unwanted, "Write, she says.");
        Assert.Equal(["unwanted"], await tenant.ReturnsAsync(call));
        Assert.Equal("Excluded unwanted", await tenant.StandsAsync(await tenant.CallAsync(person, "second")));
        var mail = await tenant.PutAsync(person, "mail", channel: "email");
        await tenant.SendAsync();
        Assert.Equal("Sent", await tenant.StandsAsync(mail));
        var page = await tenant.Admin.ReadAsync($"/admin/people/{person}/preferences");
        Assert.Contains("they asked for it", page);
        Assert.Contains("Write, she says.", page);

        await tenant.TakeBackAsync(call, 1);
        Assert.Equal("Sent", await tenant.StandsAsync(await tenant.CallAsync(person, "third")));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Not_reached_it_is_moved_three_times_by_a_working_day_and_then_ends(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var call = await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        var tuesday = tenant.Today;
        var days = new List<DateOnly?>();
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("tried again on the next working day", await tenant.SayAsync(call, CallOutcomes.NotReached));
            days.Add((await tenant.TaskAsync(call)).DueDay);
        }

        Assert.Equal([tuesday.AddDays(1), tuesday.AddDays(2), tuesday.AddDays(3)], days);
        await tenant.TakeBackAsync(call, 3);
        Assert.Equal(tuesday.AddDays(2), (await tenant.TaskAsync(call)).DueDay);
        await tenant.SayAsync(call, CallOutcomes.NotReached);
        Assert.Contains("that was the last try", await tenant.SayAsync(call, CallOutcomes.NotReached));
        Assert.NotNull((await tenant.TaskAsync(call)).DoneUtc);
        Assert.Empty(await tenant.ReturnsAsync(call));
        await tenant.TakeBackAsync(call, 4);
        Assert.Null((await tenant.TaskAsync(call)).DoneUtc);
    }

    [Fact]
    public async Task A_call_that_is_late_by_days_is_moved_to_the_next_working_day_from_today()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var call = await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(10)); // a Friday
        Assert.Contains("late", await tenant.Admin.ReadAsync("/admin/calls?who=all"));
        await tenant.SayAsync(call, CallOutcomes.NotReached);
        Assert.Equal(tenant.Today.AddDays(3), (await tenant.TaskAsync(call)).DueDay);
    }

    [Fact]
    public async Task Ticked_off_as_a_task_it_stays_on_the_list_until_somebody_says_what_came_of_it()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var call = await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/tasks/{call}?handler=Done"))
        {
        }

        Assert.Contains("ticked off: say what came of it", await tenant.Admin.ReadAsync("/admin/calls?who=all"));
        Assert.Contains("No call to make", await tenant.SayAsync(call, CallOutcomes.Reached));
        await tenant.TakeBackAsync(call, 1);
        Assert.NotNull((await tenant.TaskAsync(call)).DoneUtc); // as it was
    }

    [Fact]
    public async Task What_was_said_since_is_not_taken_back_by_an_old_notice()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var call = await tenant.CallAsync(await tenant.PersonAsync("Roux"));
        await tenant.SayAsync(call, CallOutcomes.NotReached);
        await tenant.SayAsync(call, CallOutcomes.Reached);
        Assert.Contains("nothing was changed", await tenant.TakeBackAsync(call, 1));
        Assert.Equal(["reply"], await tenant.ReturnsAsync(call));
    }

    [Fact]
    public async Task A_call_that_is_opened_again_as_a_task_is_rung_again_and_answered_once_in_the_ledger()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var person = await tenant.PersonAsync("Roux");
        var call = await tenant.CallAsync(person);
        await tenant.SayAsync(call, CallOutcomes.Reached);
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/tasks/{call}?handler=Reopen"))
        {
        }

        Assert.Contains("Ada Roux", await tenant.Admin.ReadAsync("/admin/calls?who=all"));
        await tenant.SayAsync(call, CallOutcomes.Reached);
        Assert.Equal(2, (await tenant.TimelineAsync(person)).Count(entry => entry["kind"]!.ToString() == "call"));
        await tenant.TakeBackAsync(call, 2);
        Assert.Equal(["reply"], await tenant.ReturnsAsync(call)); // of the first time
    }
}
