using Crm.Activities.Rights;
using Crm.Kernel.Display.Today;
using Microsoft.AspNetCore.Http;

namespace Crm.Activities.Plans.Today;

/// <summary>The plan whose target comes next, on the page of the day: how far it is, what is late, what comes next.</summary>
internal sealed record PlanCard(FoundPlan Plan, PlanToday Days, PlanWords Words);

/// <inheritdoc cref="PlanCard"/>
internal sealed class NearestPlan(PlanBook book, PlanWords words, IHttpContextAccessor accessor) : ITodayCard
{
    private const int Most = 20;

    public string Position => "11";

    public string? Permission => ActivitiesPermissions.ViewPlans;

    public string View => "/Crm.Activities/Plans/Today/_NearestPlan.cshtml";

    public async ValueTask<object?> ReadAsync(CancellationToken cancellationToken)
    {
        var user = accessor.HttpContext!.User;
        foreach (var plan in await book.ListAsync(user, Most, cancellationToken))
        {
            // Behind its target as long as something is left to do.
            if (await book.ScheduleAsync(user, plan.Part, cancellationToken) is { } days && (days.DaysLeft >= 0 || days.Late > 0 || days.Next is not null))
            {
                return new PlanCard(plan, days, words);
            }
        }

        return null;
    }
}
