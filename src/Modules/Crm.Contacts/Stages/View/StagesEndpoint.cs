using System.Security.Claims;
using Crm.Contacts.Ages;
using Crm.Contacts.Lists;
using Crm.Contacts.Segments.Conditions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.View;

/// <summary><c>GET /api/contacts/stages</c>: the figures of the life cycle's page; <c>where</c> is what finds the people of a figure in the list.</summary>
internal static class StagesEndpoint
{
    /// <param name="from">First day of the moves; a year ago unless told.</param>
    /// <param name="to">Last day of the moves; today unless told.</param>
    public static async Task<IResult> GetAsync(
        DateOnly? from, DateOnly? to, ClaimsPrincipal user, LifeCycle lifeCycle, StageFigures figures, StageNames names, ContactSights sights, RuleBooks books, Today today, IStringLocalizer<ViewLifeCycle> s, CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(user, ContactTypes.Person);
        if (!sight.Stages)
        {
            return Results.Problem(title: s["Stages are hidden from you."], statusCode: StatusCodes.Status403Forbidden);
        }

        var days = LifeCycleDays.Of(from, to, await today.GetAsync());
        var lines = await figures.LinesAsync(await lifeCycle.ListAsync(), sight, cancellationToken);
        var flows = await figures.FlowsAsync(days.In((await books.ForAsync(user, cancellationToken)).Scope), sight, cancellationToken);
        return Results.Json(new LifeCycleAnswer(
            [.. lines.Select(line => StageAnswer.Of(line, names))], days.First, days.Last,
            [.. flows.Where(flow => flow is { From: not null, To: not null }).Select(flow => new StageMove(flow.From!, flow.To!, flow.People, StageConditions.Moved(flow.From, flow.To, days.First, days.Last)))]));
    }
}

/// <summary>The life cycle in figures.</summary>
/// <param name="From">First day of the moves.</param>
/// <param name="To">Last day of the moves.</param>
internal sealed record LifeCycleAnswer(IReadOnlyList<StageAnswer> Stages, DateOnly From, DateOnly To, IReadOnlyList<StageMove> Moves);

/// <summary>A stage and its people.</summary>
/// <param name="Kind">"open", "client", "dormant" or "lost".</param>
/// <param name="MedianDays">The middle of the days that they have been in it; null when none is known.</param>
/// <param name="MedianDaysOfLeavers">The middle of the days that who left it had been in it; null when nobody left.</param>
/// <param name="StuckAfterDays">Who is in it for longer is stuck; null for never.</param>
/// <param name="StuckWhere">With <c>stage</c>, what finds who is stuck in the list.</param>
internal sealed record StageAnswer(string Key, string Name, string Kind, bool IsRetired, int People, int? MedianDays, int? MedianDaysOfLeavers, int? StuckAfterDays, int? Stuck, string? StuckWhere)
{
    public static StageAnswer Of(StageLine line, StageNames names) => new(
        line.Stage.Key, names.Of(line.Stage), line.Stage.Kind.ToString().ToLowerInvariant(), line.Stage.IsRetired, line.People, line.MedianDays, line.MedianDaysOfLeavers, line.Stage.StuckAfterDays, line.Stuck,
        line.Stuck is null ? null : StageConditions.Stuck);
}

/// <summary>How many people moved from a stage to another; blank stands for no stage.</summary>
internal sealed record StageMove(string From, string To, int People, string Where);
