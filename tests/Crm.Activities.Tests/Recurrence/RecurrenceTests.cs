using System.Globalization;
using System.Text.Json;
using Crm.Activities.Recurrence;
using Crm.Testing;

namespace Crm.Activities.Tests.Recurrence;

public sealed class RecurrenceTests
{
    // tests/data/rrule: 143 cases of python-dateutil, as ported to rrule.js.
    [Fact]
    public void Every_vector_gives_its_dates()
    {
        var faults = new List<string>();
        var cases = JsonDocument.Parse(File.ReadAllText(SharedData.Find("rrule/rrule_vectors.json"))).RootElement.EnumerateArray().ToList();
        foreach (var one in cases)
        {
            var expected = one.GetProperty("expected").EnumerateArray().Select(date => date.GetString()).ToList();
            var found = Dates(one).Select(date => date.ToString("s", CultureInfo.InvariantCulture)).ToList();
            if (!expected.SequenceEqual(found))
            {
                faults.Add($"{one.GetProperty("name")}: {string.Join(' ', expected)} expected, {string.Join(' ', found)} found");
            }
        }

        Assert.Equal(143, cases.Count);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=9;BYDAY=1MO", "2026-09-07", "2027-09-06", "2028-09-04")] // standards.md A17
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29", "2032-02-29", "2036-02-29")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-02-28", "2026-03-31")]
    [InlineData("FREQ=MONTHLY;BYDAY=-2FR", "2026-01-23", "2026-02-20", "2026-03-20")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;UNTIL=20260120", "2026-01-01", "2026-01-15")]
    public void A_rule_is_read_as_the_standard_says(string rule, params string[] days)
        => Assert.Equal(days, Occurrences.Of(RecurrenceRule.Parse(rule)!, new DateTime(2026, 1, 1)).Take(3).Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("FREQ=SOMETIMES")]
    [InlineData("FREQ=1")]
    [InlineData("INTERVAL=2")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=DAILY;BYMONTH=13")]
    [InlineData("FREQ=DAILY;COUNT=2;COUNT=3")]
    [InlineData("FREQ=MONTHLY;BYDAY=XX")]
    [InlineData("FREQ=YEARLY;BYEASTER=0")]
    public void What_is_no_rule_is_refused(string text) => Assert.Null(RecurrenceRule.Parse(text));

    [Fact]
    public void A_rule_without_a_day_ends()
        => Assert.Empty(Occurrences.Of(RecurrenceRule.Parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")!, new DateTime(2026, 1, 1)));

    [Theory]
    [InlineData("day", "2026-11-25")]
    [InlineData("month-nth", "2026-12-22")]
    [InlineData("month-last", "2026-12-29")]
    [InlineData("month-end", "2026-11-30")]
    [InlineData("year", "2027-11-24")]
    public void A_choice_of_the_form_is_a_rule_and_is_read_back(string choice, string next)
    {
        var day = new DateOnly(2026, 11, 24); // a Tuesday, the fourth and last of the month
        var rule = RepeatChoices.RuleOf(choice, 1, day, null);
        Assert.Equal((choice, 1), RepeatChoices.Of(rule, day));
        Assert.Equal(next, Occurrences.NextDay(RecurrenceRule.Parse(rule)!, day, day)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal((choice, 3), RepeatChoices.Of(RepeatChoices.RuleOf(choice, 3, day, null), day));
    }

    [Fact]
    public void A_yearly_task_of_29_February_comes_on_the_28th_of_ordinary_years()
    {
        var rule = RecurrenceRule.Parse(RepeatChoices.RuleOf("year", 1, new DateOnly(2028, 2, 29), null))!;
        Assert.Equal(new DateOnly(2029, 2, 28), Occurrences.NextDay(rule, new DateOnly(2028, 2, 29), new DateOnly(2028, 2, 29)));
        Assert.Equal(new DateOnly(2032, 2, 29), Occurrences.NextDay(rule, new DateOnly(2028, 2, 29), new DateOnly(2031, 3, 1)));
    }

    private static IEnumerable<DateTime> Dates(JsonElement one)
    {
        var lines = one.GetProperty("rule").GetString()!.Split('\n');
        var start = DateTime.ParseExact(lines[0]["DTSTART:".Length..].TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var all = Occurrences.Of(RecurrenceRule.Parse(lines[1]["RRULE:".Length..])!, start);
        var asked = one.GetProperty("args").EnumerateArray().ToList();
        return one.GetProperty("method").GetString() switch
        {
            "all" => all,
            "before" => all.TakeWhile(date => date < Date(0) || (Inclusive(1) && date == Date(0))).TakeLast(1),
            "after" => all.Where(date => date > Date(0) || (Inclusive(1) && date == Date(0))).Take(1),
            _ => all.SkipWhile(date => date < Date(0) || (!Inclusive(2) && date == Date(0))).TakeWhile(date => date < Date(1) || (Inclusive(2) && date == Date(1))),
        };

        DateTime Date(int place) => DateTime.Parse(asked[place].GetString()!, CultureInfo.InvariantCulture);
        bool Inclusive(int place) => asked.Count > place && asked[place].ValueKind == JsonValueKind.True;
    }
}
