using Crm.Kernel.PersonalData;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Privacy.Restrict;

/// <summary>Whether a person's data is restricted, as the API tells it.</summary>
internal sealed record RestrictionAnswer(bool IsRestricted, IReadOnlyList<Restriction> Past);

/// <summary><c>/api/privacy/people/{id}/restriction</c>.</summary>
internal static class RestrictionEndpoint
{
    public static async Task<Results<Ok<RestrictionAnswer>, NotFound>> GetAsync(string id, HttpContext context, PeopleInReach people, Restrictions restrictions, CancellationToken cancellationToken)
        => await people.FindAsync(context.User, id, cancellationToken) is { } subject ? TypedResults.Ok(Answer(await restrictions.ListAsync(subject, cancellationToken))) : TypedResults.NotFound();

    public static Task<Results<NoContent, NotFound, ValidationProblem>> SetAsync(string id, RestrictionForm form, HttpContext context, PeopleInReach people, Restrictions restrictions, CancellationToken cancellationToken)
        => ActAsync(id, form, context, people, restrictions.SetAsync, cancellationToken);

    public static Task<Results<NoContent, NotFound, ValidationProblem>> LiftAsync(string id, RestrictionForm form, HttpContext context, PeopleInReach people, Restrictions restrictions, CancellationToken cancellationToken)
        => ActAsync(id, form, context, people, restrictions.LiftAsync, cancellationToken);

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> ActAsync(
        string id, RestrictionForm form, HttpContext context, PeopleInReach people, Func<DataSubject, RestrictionForm, CancellationToken, Task<(string Member, string Sentence)?>> act, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(context.User, id, cancellationToken) is not { } subject)
        {
            return TypedResults.NotFound();
        }

        return await act(subject, form, cancellationToken) is { } fault ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { [fault.Member] = [fault.Sentence] }) : TypedResults.NoContent();
    }

    private static RestrictionAnswer Answer(IReadOnlyList<Restriction> past) => new(past.Any(one => one.LiftedUtc is null), past);
}
