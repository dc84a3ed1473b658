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

        var file = OutgoingFile.Begin(context);
        await export.WriteAsync(subject, file, cancellationToken);
        file.Position = 0;
        return TypedResults.File(file, OutgoingFile.Type, export.FileName());
    }
}

/// <summary>A file on its way out: written whole before the first byte is sent, gone when the answer has been sent.</summary>
internal static class OutgoingFile
{
    public const string Type = "application/zip";

    public static FileStream Begin(HttpContext context)
    {
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        context.Response.RegisterForDisposeAsync(file);
        return file;
    }
}
