using Crm.Activities.Plans.Schedule;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Plans;

/// <summary>Whoever writes a plan (page, recipe, API): it is checked.</summary>
internal sealed class PlanHandler(IStringLocalizer<PlanHandler> s) : ContentHandlerBase
{
    /// <summary>Characters of a name at most, of a plan and of a step.</summary>
    public const int MostName = 200;

    /// <summary>Characters of a purpose at most.</summary>
    public const int MostPurpose = 500;

    /// <summary>Characters of a step's notes at most.</summary>
    public const int MostNotes = 2000;

    /// <summary>Steps at most.</summary>
    public const int MostSteps = 200;

    /// <summary>Days from the target at most, and days a step takes.</summary>
    public const int MostDays = 730;

    /// <summary>Exceptional openings at most.</summary>
    public const int MostOpenings = 100;

    public override Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if (item.ContentType == ActivityTypes.Plan)
        {
            Check(item, item.As<PlanPart>() ?? new PlanPart(), result);
        }

        return Task.CompletedTask;
    }

    private void Check(ContentItem item, PlanPart plan, ContentValidateResult result)
    {
        if (item.As<TitlePart>()?.Title?.Trim() is not { Length: > 0 and <= MostName })
        {
            result.Fail("TitlePart.Title", s["A plan needs a name of at most {0} characters.", MostName]);
        }

        if (plan.Target.Year is < 2000 or > 2199)
        {
            result.Fail(Of(nameof(PlanPart.Target)), s["Say the day and the hour that the plan counts back from."]);
        }

        if (plan.Zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(plan.Zone, out _))
        {
            result.Fail(Of(nameof(PlanPart.Zone)), s["There is no time zone “{0}”.", plan.Zone]);
        }

        if (plan.Purpose.Length > MostPurpose)
        {
            result.Fail(Of(nameof(PlanPart.Purpose)), s["At most {0} characters.", MostPurpose]);
        }

        if (plan.Openings.Count > MostOpenings)
        {
            result.Fail(Of(nameof(PlanPart.Openings)), s["At most {0} days.", MostOpenings]);
        }

        CheckSteps(plan.Steps, result);
    }

    private void CheckSteps(List<PlanStep> steps, ContentValidateResult result)
    {
        if (steps.Count > MostSteps)
        {
            result.Fail(Of(nameof(PlanPart.Steps)), s["At most {0} steps.", MostSteps]);
            return;
        }

        foreach (var (step, at) in steps.Select((step, at) => (step, at)))
        {
            var path = $"{Of(nameof(PlanPart.Steps))}[{at}]";
            if (step.Key.Length is 0 or > 40 || steps.Count(other => other.Key == step.Key) > 1)
            {
                result.Fail($"{path}.Key", s["Each step has a key of its own of at most {0} characters.", 40]);
                return; // the rest asks by keys
            }

            if (step.Name.Trim().Length is 0 or > MostName)
            {
                result.Fail($"{path}.Name", s["A step needs a name of at most {0} characters.", MostName]);
            }

            if (step.Days is < -MostDays or > MostDays)
            {
                result.Fail($"{path}.Days", s["At most {0} days before or after.", MostDays]);
            }

            if (step.Length is < 1 or > MostDays)
            {
                result.Fail($"{path}.Length", s["Between 1 and {0} days.", MostDays]);
            }

            if (step.Notes.Length > MostNotes || step.LastNotes.Length > MostNotes)
            {
                result.Fail($"{path}.Notes", s["At most {0} characters.", MostNotes]);
            }

            if (step.After.Find(key => steps.All(other => other.Key != key)) is { } gone)
            {
                result.Fail($"{path}.After", s["There is no step “{0}”.", gone]);
            }
        }

        if (BackPlan.CircleOf(steps) is { } circle)
        {
            result.Fail($"{Of(nameof(PlanPart.Steps))}.After", s["These steps wait for each other: {0}.", string.Join(" → ", circle)]);
        }
    }

    private static string Of(string member) => $"{nameof(PlanPart)}.{member}";
}
