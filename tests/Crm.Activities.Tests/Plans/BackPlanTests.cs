using Crm.Activities.Holidays;
using Crm.Activities.Plans;
using Crm.Activities.Plans.Schedule;

namespace Crm.Activities.Tests.Plans;

/// <summary>The arithmetic of plans counted back from a day.</summary>
public sealed class BackPlanTests
{
    private static readonly DateOnly s_christmas = new(2026, 12, 24);
    private static readonly PlanDays s_french = new(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || FrenchHolidays.Of(day.Year).Any(holiday => holiday.Day == day), _ => false);

    // Standards §10, acceptance A16: from the end of the chain to its beginning.
    [Fact]
    public void A_chain_ends_on_the_target_and_steps_over_weekends_and_holidays()
    {
        var chain = Chain(("envoi campagne", 1), ("relance non-ouvreurs", 1), ("dépouillement", 10), ("approvisionnement", 15), ("fabrication", 20), ("emballage", 5), ("tournée", 1));
        var plan = BackPlan.Of(chain, s_christmas, new DateOnly(2026, 9, 1), s_french);
        Assert.Equal(
            ["envoi campagne 12/10–12/10", "relance non-ouvreurs 13/10–13/10", "dépouillement 14/10–27/10", "approvisionnement 28/10–18/11", "fabrication 19/11–16/12", "emballage 17/12–23/12", "tournée 24/12–24/12"],
            plan.Select(step => FormattableString.Invariant($"{step.Step.Name} {step.Start:dd'/'MM}–{step.Finish:dd'/'MM}")));
        Assert.All(plan, step => Assert.Empty(step.Conflicts));
        Assert.All(plan, step => Assert.Equal(plan[0].Slack, step.Slack));
    }

    [Theory]
    [InlineData(2026, -10, "2026-12-11")]
    [InlineData(2026, -30, "2026-11-13")]
    [InlineData(2026, -60, "2026-10-01")]
    [InlineData(2027, -10, "2027-12-13")]
    [InlineData(2027, -30, "2027-11-15")]
    [InlineData(2027, -60, "2027-09-30")]
    public void Working_days_before_Christmas(int year, int days, string day)
        => Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), s_french.FromTarget(new PlanStep { OnWorkingDays = true }, new DateOnly(year, 12, 25), days));

    // The plan of the demo: calendar days, before and after the target.
    [Theory]
    [InlineData(-115, "2026-08-31")]
    [InlineData(-90, "2026-09-25")]
    [InlineData(-35, "2026-11-19")]
    [InlineData(0, "2026-12-24")]
    [InlineData(2, "2026-12-26")]
    [InlineData(40, "2027-02-02")]
    public void Calendar_days_from_the_target(int days, string day)
        => Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(BackPlan.Of([Step("one", days)], s_christmas, new DateOnly(2026, 8, 1), s_french)).Finish);

    [Fact]
    public void An_exceptional_opening_is_worked_on()
    {
        var saturday = new DateOnly(2026, 12, 12);
        var open = new PlanDays(day => day != saturday && s_french.IsOff(day), _ => false);
        Assert.Equal(saturday, open.FromTarget(new PlanStep { OnWorkingDays = true }, new DateOnly(2026, 12, 25), -10));
    }

    // Three days of silence: what reaches people leaves before them, what follows the target after them, the rest stays.
    [Fact]
    public void A_silence_shifts_what_reaches_people_alone()
    {
        var silent = new PlanDays(_ => false, day => day >= new DateOnly(2026, 12, 3) && day <= new DateOnly(2026, 12, 5));
        PlanStep[] steps = [Step("letter", -20, reaches: true), Step("works", -20), Step("thanks", 2, reaches: true), Step("locked", -1, reaches: true, locked: new DateOnly(2026, 12, 4))];
        var plan = BackPlan.Of(steps, s_christmas, new DateOnly(2026, 9, 1), silent);
        Assert.Equal([new DateOnly(2026, 12, 2), new DateOnly(2026, 12, 4), new DateOnly(2026, 12, 26), new DateOnly(2026, 12, 4)], plan.Select(step => step.Finish));
        Assert.Equal([(Conflict.Silence, "")], plan[3].Conflicts);
        Assert.Equal(new DateOnly(2026, 12, 6), BackPlan.Of([Step("thanks", 2, reaches: true)], new DateOnly(2026, 12, 1), new DateOnly(2026, 9, 1), silent)[0].Finish);
    }

    [Fact]
    public void Who_waits_for_each_other_is_named_in_a_circle()
    {
        PlanStep[] steps = [Step("catalogue", -90, after: ["works"]), Step("toys", -75, after: ["catalogue"]), Step("works", -60, after: ["toys"]), Step("round", 0, after: ["works"])];
        Assert.Equal(["catalogue", "toys", "works", "catalogue"], BackPlan.CircleOf(steps));
        Assert.Throws<ArgumentException>(() => BackPlan.Of(steps, s_christmas, s_christmas, s_french));
        Assert.Equal(["alone", "alone"], BackPlan.CircleOf([Step("alone", 0, after: ["alone"])]));
        Assert.Null(BackPlan.CircleOf([Step("one", 0), Step("two", 0, after: ["one", "gone"])]));
    }

    [Fact]
    public void What_is_in_the_wrong_order_late_or_too_long_is_told()
    {
        PlanStep[] steps = [Step("catalogue", -10), Step("post", -12, after: ["catalogue"]), Step("done", -20, done: true), Step("long", 0, length: 30, after: ["post"])];
        var plan = BackPlan.Of(steps, s_christmas, new DateOnly(2026, 12, 14), new PlanDays(_ => false, _ => false));
        Assert.Equal([(Conflict.Order, "catalogue")], plan[1].Conflicts);
        Assert.Equal([0, 2, 0, 0], plan.Select(step => step.LateDays));
        Assert.Equal(0, plan[0].Slack);
        Assert.Null(plan[2].Slack);

        // Catalogue on the 14th, post on the 15th, then thirty days until 14 January: three weeks too many.
        Assert.Equal(-21, plan[3].Slack);
        Assert.Equal(["catalogue", "post", "long"], plan[3].Chain);
    }

    // Random plans: what moves with the target moves by as much, what is locked stays, and an order that does not hold is told.
    [Fact]
    public void Whatever_the_plan_the_target_takes_along_what_is_not_locked()
    {
        var random = new Random(24);
        var free = new PlanDays(_ => false, _ => false);
        for (var round = 0; round < 500; round++)
        {
            var steps = new List<PlanStep>();
            for (var number = 0; number < random.Next(1, 12); number++)
            {
                var after = steps.Where(_ => random.Next(3) == 0).Select(step => step.Key).ToArray();
                steps.Add(Step($"s{number}", random.Next(2) == 0 ? null : random.Next(-120, 60), length: random.Next(1, 15), after: after, locked: random.Next(6) == 0 ? s_christmas.AddDays(-random.Next(0, 60)) : null));
            }

            var moved = random.Next(-40, 40);
            var (before, then) = (BackPlan.Of(steps, s_christmas, s_christmas.AddDays(-200), free), BackPlan.Of(steps, s_christmas.AddDays(moved), s_christmas.AddDays(-200), free));
            foreach (var (old, now) in before.Zip(then))
            {
                var hangsOnLocked = Later(old.Step).Any(step => step.LockedOn is not null);
                if (old.Step.LockedOn is not null)
                {
                    Assert.Equal(old.Finish, now.Finish);
                }
                else if (old.Step.Days is not null || !hangsOnLocked)
                {
                    Assert.Equal(old.Finish.AddDays(moved), now.Finish);
                }

                Assert.Equal(old.Step.Length, old.Finish.DayNumber - old.Start.DayNumber + 1);
                foreach (var (first, isTold) in old.Step.After.Select(key => before.Single(step => step.Step.Key == key)).Select(first => (first, old.Conflicts.Contains((Conflict.Order, first.Step.Name)))))
                {
                    Assert.Equal(first.Finish >= old.Start, isTold);
                }
            }

            IEnumerable<PlanStep> Later(PlanStep step) => steps.Where(other => other.After.Contains(step.Key)).SelectMany(other => Later(other).Append(other));
        }
    }

    [Fact]
    public void The_hour_of_the_target_stays_over_summer_time_and_days_left_are_the_same_everywhere()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var (winter, summer) = (new PlanPart { Target = new DateTime(2026, 12, 24, 20, 0, 0), Zone = "Europe/Paris" }, new PlanPart { Target = new DateTime(2026, 6, 24, 20, 0, 0), Zone = "Europe/Paris" });
        Assert.Equal(new DateTime(2026, 12, 24, 19, 0, 0, DateTimeKind.Utc), PlanClock.TargetUtc(winter, TimeZoneInfo.Utc));
        Assert.Equal(new DateTime(2026, 6, 24, 18, 0, 0, DateTimeKind.Utc), PlanClock.TargetUtc(summer, TimeZoneInfo.Utc));

        // 23:30 of 16 November in Libourne, 7:30 of the 17th in Tokyo: D−38 for both, whatever the site's own zone.
        var now = new DateTime(2026, 11, 16, 22, 30, 0, DateTimeKind.Utc);
        Assert.Equal(38, PlanClock.DaysLeft(winter, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), now));
        Assert.Equal(38, PlanClock.DaysLeft(winter, paris, now));
        Assert.Equal(37, PlanClock.DaysLeft(winter, paris, now.AddMinutes(30)));
        Assert.Equal(["J−37", "J", "J+2"], new[] { -37, 0, 2 }.Select(days => PlanClock.Sign(days, "J")));
        Assert.Equal(paris, PlanClock.ZoneOf(new PlanPart { Zone = "Nowhere/Land" }, paris));
    }

    private static List<PlanStep> Chain(params (string Name, int Length)[] steps)
        => [.. steps.Select((step, at) => new PlanStep { Key = $"{at}", Name = step.Name, Length = step.Length, OnWorkingDays = true, After = at == 0 ? [] : [$"{at - 1}"] })];

    private static PlanStep Step(string name, int? days, int length = 1, string[]? after = null, bool reaches = false, DateOnly? locked = null, bool done = false)
        => new() { Key = name, Name = name, Days = days, Length = length, After = [.. after ?? []], ReachesPeople = reaches, LockedOn = locked, DoneOn = done ? new DateOnly(2026, 11, 1) : null };
}
