using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Privacy.Consents;

/// <summary>What holds today for a purpose and channel, as the API tells it.</summary>
internal sealed record StandingConsent(string Purpose, string Channel, string Basis, string Standing, bool IsAllowed, DateTime? SinceUtc);

/// <summary>The consents of a person, as the API tells them.</summary>
internal sealed record ConsentsAnswer(IReadOnlyList<StandingConsent> Standing, IReadOnlyList<ConsentEntry> Log);

/// <summary><c>/api/privacy/people/{id}/consents</c>.</summary>
internal static class ConsentsEndpoint
{
    /// <summary>What holds today, and all that was said.</summary>
    public static async Task<Results<Ok<ConsentsAnswer>, NotFound>> GetAsync(string id, HttpContext context, PeopleInReach people, ConsentLog log, CancellationToken cancellationToken)
        => await people.FindAsync(context.User, id, cancellationToken) is not { } subject ? TypedResults.NotFound()
            : TypedResults.Ok(new ConsentsAnswer(
                [.. (await log.StandAsync(subject, cancellationToken)).Select(line => new StandingConsent(line.Purpose.Code, line.Channel, line.Purpose.Basis, line.State.Standing.ToString(), line.State.IsAllowed, line.State.Last?.AtUtc))],
                await log.ListAsync(subject, cancellationToken)));

    /// <summary>Adds to the log.</summary>
    public static async Task<Results<NoContent, NotFound, ValidationProblem>> PostAsync(string id, ConsentForm form, HttpContext context, PeopleInReach people, ConsentLog log, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(context.User, id, cancellationToken) is not { } subject)
        {
            return TypedResults.NotFound();
        }

        return await log.AddAsync(subject, form, cancellationToken) is { } fault ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { [fault.Input] = [fault.Sentence] }) : TypedResults.NoContent();
    }
}
