using Crm.Activities.Plans.Schedule;
using Crm.Kernel.Calendar;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Activities.Plans;

/// <summary>Steps of plans on the day they end, and the targets, in every calendar, for who may see plans.</summary>
// The book asks the calendars itself: it is asked for late.
internal sealed class PlanEntries(IServiceProvider services, Kernel.Security.Rights rights) : ICalendarSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(CalendarQuestion question, CancellationToken cancellationToken)
    {
        if (!await rights.HoldsAsync(question.User, Rights.ActivitiesPermissions.ViewPlans))
        {
            return [];
        }

        var (book, entries) = (services.GetRequiredService<PlanBook>(), new List<CalendarEntry>());
        foreach (var plan in await book.ListAsync(question.User, Most, cancellationToken))
        {
            if (await book.ScheduleAsync(question.User, plan.Part, cancellationToken) is { } days)
            {
                var address = $"/admin/plans/{plan.Item.ContentItemId}";
                entries.AddRange(days.Steps.Where(step => step.Finish >= question.From && step.Finish < question.Until)
                    .Select(step => new CalendarEntry(step.Step.Name, step.Step.DoneOn is null ? "timeline-event" : "square-check", step.Finish, step.Finish, null, address, step.Step.DoneOn is null ? "plan" : "done")));
                if (days.Target >= question.From && days.Target < question.Until)
                {
                    entries.Add(new CalendarEntry(plan.Name, "target", days.Target, days.Target, TimeOnly.FromDateTime(plan.Part.Target), address, "plan"));
                }
            }
        }

        return entries;
    }
}
