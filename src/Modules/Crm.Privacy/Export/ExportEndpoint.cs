using Crm.Kernel.Hosting;
using Crm.Privacy.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Privacy.Export;

/// <summary><c>POST /api/privacy/people/{id}/export</c>.</summary>
internal static class ExportEndpoint
{
    /// <summary>Hands the file out and notes that it was.</summary>
    /// <param name="request">The number of the request that asks for it.</param>
    public static async Task<Results<FileStreamHttpResult, NotFound, ValidationProblem>> PostAsync(string id, string? request, HttpContext context, PeopleInReach people, PersonalDataFile export, RequestRegister register, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(context.User, id, cancellationToken) is not { } subject)
        {
            return TypedResults.NotFound();
        }

        if ((await register.AskedAsync(subject, request, cancellationToken)).Fault is { } fault)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [nameof(request)] = [fault] });
        }

        var file = PassingFile.Of(context);
        await export.WriteAsync(subject, file, request, cancellationToken);
        file.Position = 0;
        return TypedResults.File(file, PersonalDataFile.Type, export.FileName());
    }
}
