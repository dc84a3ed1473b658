using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Privacy.Requests;

/// <summary>A request, as the API tells it.</summary>
/// <param name="PersonId">Blank for somebody whom the caller may not see, who was not found, or who was erased.</param>
internal sealed record RequestAnswer(
    string Id, string Number, string Asked, string PersonId, string PersonName, string Channel, DateOnly Received, DateOnly Due, int DaysLeft, bool IsExtended, string ExtensionReason, string Proof, string Owner,
    bool IsClosed, string Outcome, string Answer, DateTime? ClosedUtc, string ClosedBy, DateTime? ErasedUtc);

/// <summary>A request with what was done about it.</summary>
internal sealed record RequestWithSteps(RequestAnswer Request, IReadOnlyList<StepAnswer> Steps);

/// <summary>Something that was done about a request.</summary>
internal sealed record StepAnswer(string Kind, DateOnly Day, DateTime AtUtc, string Note, string By);

/// <summary>A page of requests; the place is null at the end.</summary>
internal sealed record RequestsAnswer(IReadOnlyList<RequestAnswer> Items, string? Next);

/// <summary><c>/api/privacy/requests</c>: the acts of the screens, under the same rules.</summary>
internal static class RequestsEndpoint
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    public static async Task<Ok<RequestsAnswer>> ListAsync(string? view, string? after, int? take, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
    {
        var page = await register.ListAsync(view ?? "open", after, Math.Clamp(take ?? Usual, 1, MaxTake), cancellationToken);
        return TypedResults.Ok(new RequestsAnswer(await ToldAsync(page.Rows, user, register, people, cancellationToken), page.Next));
    }

    public static Task<Results<Ok<RequestWithSteps>, NotFound, ValidationProblem>> GetAsync(string request, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
        => ActAsync(request, user, register, people, _ => Task.FromResult<(string, string)?>(null), cancellationToken);

    public static async Task<Results<Created<RequestAnswer>, ValidationProblem>> CreateAsync(RequestForm form, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
    {
        if (await register.FaultsAsync(user, form, null) is { Count: > 0 } faults)
        {
            return Refused(faults);
        }

        var added = await register.AddAsync(form);
        return TypedResults.Created($"/api/privacy/requests/{added.RequestId}", (await ToldAsync([added], user, register, people, cancellationToken))[0]);
    }

    public static async Task<Results<Ok<RequestWithSteps>, NotFound, ValidationProblem>> ReplaceAsync(
        string request, RequestForm form, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
    {
        if (await register.FindAsync(request, cancellationToken) is not { } found)
        {
            return TypedResults.NotFound();
        }

        if (await register.FaultsAsync(user, form, found) is { Count: > 0 } faults)
        {
            return Refused(faults);
        }

        await register.ChangeAsync(found, form);
        return await ShownAsync(found, user, register, people, cancellationToken);
    }

    public static Task<Results<Ok<RequestWithSteps>, NotFound, ValidationProblem>> StepAsync(string request, StepForm form, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
        => ActAsync(request, user, register, people, one => register.AddStepAsync(one, form), cancellationToken);

    public static Task<Results<Ok<RequestWithSteps>, NotFound, ValidationProblem>> ExtendAsync(string request, ExtensionForm form, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
        => ActAsync(request, user, register, people, one => register.ExtendAsync(one, form), cancellationToken);

    public static Task<Results<Ok<RequestWithSteps>, NotFound, ValidationProblem>> CloseAsync(string request, ClosingForm form, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
        => ActAsync(request, user, register, people, one => register.CloseAsync(one, form), cancellationToken);

    public static Task<Results<Ok<RequestWithSteps>, NotFound, ValidationProblem>> ReopenAsync(string request, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
        => ActAsync(request, user, register, people, async one => { await register.ReopenAsync(one); return null; }, cancellationToken);

    private static async Task<Results<Ok<RequestWithSteps>, NotFound, ValidationProblem>> ActAsync(
        string request, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, Func<PrivacyRequest, Task<(string Member, string Sentence)?>> act, CancellationToken cancellationToken)
    {
        if (await register.FindAsync(request, cancellationToken) is not { } found)
        {
            return TypedResults.NotFound();
        }

        if (await act(found) is { } fault)
        {
            return Refused([fault]);
        }

        return await ShownAsync(found, user, register, people, cancellationToken);
    }

    private static async Task<Ok<RequestWithSteps>> ShownAsync(PrivacyRequest request, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
    {
        var steps = await register.StepsAsync(request, cancellationToken);
        return TypedResults.Ok(new RequestWithSteps(
            (await ToldAsync([request], user, register, people, cancellationToken))[0], [.. steps.Select(step => new StepAnswer(step.Kind, step.Day, step.AtUtc, step.Note, step.ActorName))]));
    }

    private static async Task<IReadOnlyList<RequestAnswer>> ToldAsync(IReadOnlyList<PrivacyRequest> requests, ClaimsPrincipal user, RequestRegister register, PeopleOfRequests people, CancellationToken cancellationToken)
    {
        var (seen, today) = (await people.OfAsync(user, requests, cancellationToken), await register.TodayAsync());
        return
        [
            .. requests.Select(row => new RequestAnswer(
                row.RequestId, row.Number, row.Asked, seen.GetValueOrDefault(row.PersonId)?.Id ?? "", seen.GetValueOrDefault(row.PersonId)?.Name ?? row.PersonName, row.Channel, row.Received, row.Due, row.DaysLeft(today),
                row.ExtendedUtc is not null, row.ExtensionReason, row.Proof, row.Owner, row.IsClosed, row.Outcome, row.IsClosed ? row.Answer : "", row.ClosedUtc, row.ClosedByName, row.ErasedUtc)),
        ];
    }

    private static ValidationProblem Refused(IReadOnlyList<(string Member, string Sentence)> faults)
        => TypedResults.ValidationProblem(faults.GroupBy(fault => fault.Member).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray()), title: faults[0].Sentence);
}
