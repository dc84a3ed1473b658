using System.Security.Claims;
using Crm.Activities.Plans.Schedule;
using Crm.Kernel.Calendar;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using LinqToDB.Async;

namespace Crm.Activities.Plans;

/// <summary>A plan for one reader.</summary>
/// <param name="Item">The whole of it, to work on.</param>
/// <param name="Name">Its name as the reader may see it.</param>
/// <param name="Part">What the reader may see of it.</param>
internal sealed record FoundPlan(ContentItem Item, string Name, PlanPart Part);

/// <summary>A plan on its days, today.</summary>
/// <param name="DaysLeft">Until its target, where it counts.</param>
internal sealed record PlanToday(DateOnly Target, DateOnly Today, int DaysLeft, DateTime TargetUtc, TimeZoneInfo Zone, IReadOnlyList<ScheduledStep> Steps, PlanDays Days)
{
    /// <summary>Steps that were to be done and are not.</summary>
    public int Late => Steps.Count(step => step.LateDays > 0);

    /// <summary>What is done next: the first of those not done that is not late; null when nothing is left.</summary>
    public ScheduledStep? Next => Steps.Where(step => step.Step.DoneOn is null && step.LateDays == 0).MinBy(step => step.Finish);
}

/// <summary>Finds plans for whoever may see or change them, and puts their steps on days; scoped.</summary>
internal sealed class PlanBook(IContentManager content, ISession session, Kernel.Security.Rights rights, Visible visible, LocalTime local, IEnumerable<ICalendarSource> calendars, TimeProvider time)
{
    // Steps lie at most two years from the target, and take two at most.
    private const int Reach = 2 * PlanHandler.MostDays;

    private static readonly string[] s_written = [nameof(PlanPart.Target), nameof(PlanPart.Zone), nameof(PlanPart.Purpose), nameof(PlanPart.Openings), nameof(PlanPart.Steps)];

    /// <summary>Null when there is none of that id that the user may see (or change: who does not see all of it changes nothing, for one shifts the other).</summary>
    public async Task<FoundPlan?> FindAsync(ClaimsPrincipal user, string id, bool toChange = false)
        => await content.GetAsync(id, VersionOptions.Latest) is { ContentType: ActivityTypes.Plan } item && await rights.HoldsAsync(user, toChange ? CommonPermissions.PublishContent : CommonPermissions.ViewContent, item) && (!toChange || await SeesAllAsync(user))
            ? await ShownAsync(user, item) : null;

    private async Task<bool> SeesAllAsync(ClaimsPrincipal user)
    {
        var sight = await visible.ForAsync(user);
        return s_written.All(member => sight.CanSee(ActivityTypes.Plan, $"{nameof(PlanPart)}.{member}"));
    }

    /// <summary>Those that the user may see, the nearest target to come first, then those behind it.</summary>
    public async Task<IReadOnlyList<FoundPlan>> ListAsync(ClaimsPrincipal user, int most, CancellationToken cancellationToken)
    {
        var ids = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ActivityTypes.Plan && row.Latest).OrderByDescending(row => row.DocumentId).Take(most).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        var (found, now) = (new List<FoundPlan>(), time.GetUtcNow().UtcDateTime);
        foreach (var item in await session.GetAsync<ContentItem>(ids))
        {
            if (await rights.HoldsAsync(user, CommonPermissions.ViewContent, item))
            {
                found.Add(await ShownAsync(user, item));
            }
        }

        return [.. found.OrderBy(plan => plan.Part.Target < now.AddDays(-1)).ThenBy(plan => plan.Part.Target < now.AddDays(-1) ? now - plan.Part.Target : plan.Part.Target - now)];
    }

    /// <summary>A plan on its days; null when its reader may not see what it counts back from.</summary>
    public async Task<PlanToday?> ScheduleAsync(ClaimsPrincipal reader, PlanPart plan, CancellationToken cancellationToken)
    {
        if (plan.Target == default)
        {
            return null;
        }

        var (site, now, target) = (await local.ZoneAsync(), time.GetUtcNow().UtcDateTime, DateOnly.FromDateTime(plan.Target));
        var today = PlanClock.Today(plan, site, now);
        var days = await DaysAsync(reader, plan, (today < target ? today : target).AddDays(-Reach), (today > target ? today : target).AddDays(Reach), cancellationToken);
        return new PlanToday(target, today, PlanClock.DaysLeft(plan, site, now), PlanClock.TargetUtc(plan, site), PlanClock.ZoneOf(plan, site), BackPlan.Of(plan.Steps, target, today, days), days);
    }

    private async Task<FoundPlan> ShownAsync(ClaimsPrincipal user, ContentItem item)
    {
        var sight = await visible.ForAsync(user);
        return new FoundPlan(item, sight.NameOf(item) ?? "", sight.Show(item).As<PlanPart>() ?? new PlanPart());
    }

    // Weekends, and what the calendar has of holidays and silences.
    private async Task<PlanDays> DaysAsync(ClaimsPrincipal reader, PlanPart plan, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var (holidays, silent, open) = (new HashSet<DateOnly>(), new HashSet<DateOnly>(), plan.Openings.ToHashSet());
        foreach (var source in calendars.Where(source => source.TellsOfDays))
        {
            foreach (var entry in (await source.ListAsync(new CalendarQuestion(reader, from, until, "me"), cancellationToken)).Where(entry => entry.Kind is "holiday" or "silence"))
            {
                for (var day = entry.Day < from ? from : entry.Day; day <= entry.Last && day < until; day = day.AddDays(1))
                {
                    (entry.Kind == "holiday" ? holidays : silent).Add(day);
                }
            }
        }

        return new PlanDays(day => !open.Contains(day) && (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.Contains(day)), silent.Contains);
    }
}
