using Crm.Kernel.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Privacy.Export;

/// <summary><c>POST /api/privacy/people/{id}/export</c>.</summary>
internal static class ExportEndpoint
{
    /// <summary>Hands the file out and notes that it was.</summary>
    public static async Task<Results<FileStreamHttpResult, NotFound>> PostAsync(string id, HttpContext context, PeopleInReach people, PersonalDataFile export, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(context.User, id, cancellationToken) is not { } subject)
        {
            return TypedResults.NotFound();
        }

        var file = PassingFile.Of(context);
        await export.WriteAsync(subject, file, cancellationToken);
        file.Position = 0;
        return TypedResults.File(file, PersonalDataFile.Type, export.FileName());
    }
}
