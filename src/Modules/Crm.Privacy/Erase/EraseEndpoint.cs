using Crm.Kernel.Operations;
using Crm.Privacy.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Erase;

/// <summary>What an erasure would take away, as the API tells it.</summary>
/// <param name="Word">What the request that begins it has to bear as its name.</param>
internal sealed record ErasurePreview(string PersonId, string Word, IReadOnlyList<ErasurePart> Parts);

/// <summary><c>/api/privacy/people/{id}/erasure</c>.</summary>
internal static class EraseEndpoint
{
    /// <summary>The preview.</summary>
    public static async Task<Results<Ok<ErasurePreview>, NotFound>> GetAsync(string id, HttpContext context, PeopleInReach people, ErasePeople erase, CancellationToken cancellationToken)
        => await people.FindAsync(context.User, id, cancellationToken) is { } subject
            ? TypedResults.Ok(new ErasurePreview(subject.Id, await WordAsync(context, people, subject), await erase.PreviewAsync(subject, cancellationToken)))
            : TypedResults.NotFound();

    /// <summary>Begins it and answers where it can be followed.</summary>
    public static async Task<Results<Accepted, NotFound, ValidationProblem>> PostAsync(
        string id, EraseForm form, HttpContext context, PeopleInReach people, RequestRegister register, Operations operations, IStringLocalizer<ErasePerson> s, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(context.User, id, cancellationToken) is not { } subject)
        {
            return TypedResults.NotFound();
        }

        if (ErasePerson.Fault(form, await WordAsync(context, people, subject), subject, (await register.AskedAsync(subject, form.Request, cancellationToken)).Fault, s) is { } fault)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [fault.Input["Input.".Length..]] = [fault.Sentence] });
        }

        return TypedResults.Accepted($"/admin/operations/{await operations.StartAsync(EraseOperation.Name, EraseOperation.Input(subject.Id, form.Request?.Trim() ?? ""), 1)}");
    }

    private static async Task<string> WordAsync(HttpContext context, PeopleInReach people, Kernel.PersonalData.DataSubject subject)
        => await people.NameAsync(context.User, subject) is { Length: > 0 } name ? name : subject.Id;
}
