using Crm.Kernel.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Crm.Media.Upload;

/// <summary>Media over HTTP, for the library's own scripts and for programs. A refusal is problem+json with its reason and a sentence; then nothing was written.</summary>
internal static class MediaEndpoints
{
    // What a request may bring beside the file itself before the server cuts it off.
    private const int Slack = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var media = routes.MapGroup("/api/media").WithTags("Media").AddEndpointFilter(MediaRefusals.AnswerAsync);
        media.MapGet("", List).RequireRight(MediaPermissions.ViewMediaContent).WithSummary("What lies in a folder");
        // No word of the types it accepts: a request that names none, or the picture's own, must come here too.
        media.MapPost("/files", UploadAsync).RequireRight(MediaPermissions.ManageMediaContent).WithSummary("Takes in one file: the body is its content; taken = refuse, number or replace");
        media.MapPost("/folders", CreateFolder).RequireRight(MediaPermissions.ManageMediaFolder).WithSummary("Makes a folder");
        media.MapPost("/move", Move).RequireRight(MediaPermissions.ManageMediaContent).WithSummary("Moves or renames a file or a folder");
        media.MapDelete("", Delete).RequireRight(MediaPermissions.ManageMediaContent).WithSummary("Puts a file or a folder into the trash");
        media.MapPost("/trash/{id}/restore", Restore).RequireRight(MediaPermissions.ManageMediaContent).WithSummary("Brings back what is in the trash");
    }

    private static IResult List(HttpContext http, MediaFiles media, string folder = "")
        => media.List(folder) is { } entries ? Results.Json(entries.Select(entry => Shown(http, entry))) : Results.NotFound();

    private static async Task<IResult> UploadAsync(HttpContext http, MediaFiles media, string path, string taken = "refuse")
    {
        if (!Enum.TryParse<WhenTaken>(taken, ignoreCase: true, out var whenTaken) || !Enum.IsDefined(whenTaken))
        {
            return Results.Problem("taken = refuse, number, replace", statusCode: StatusCodes.Status400BadRequest);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = (await media.SettingsAsync()).MaxFileSize + Slack;
        }

        var written = await media.WriteAsync(path, http.Request.Body, whenTaken, http.Request.ContentLength, http.RequestAborted);
        return Results.Json(Shown(http, media.Find(written)!), statusCode: StatusCodes.Status201Created);
    }

    private static IResult CreateFolder(HttpContext http, MediaFiles media, string path)
    {
        media.CreateFolder(path);
        return Results.Json(Shown(http, media.Find(MediaPath.Composed(path))!), statusCode: StatusCodes.Status201Created);
    }

    private static IResult Move(HttpContext http, MediaFiles media, string from, string to)
    {
        media.Move(from, to);
        return Results.Json(Shown(http, media.Find(MediaPath.Composed(to))!));
    }

    private static IResult Delete(MediaFiles media, string path) => Results.Json(media.Delete(path));

    private static IResult Restore(MediaTrash trash, string id) => Results.Json(new { path = trash.Restore(id) });

    private static object Shown(HttpContext http, MediaEntry entry) => new
    {
        path = entry.Path,
        name = entry.Name,
        isFolder = entry.IsFolder,
        length = entry.Length,
        modifiedUtc = entry.ModifiedUtc.UtcDateTime,
        contentType = entry.IsFolder ? null : entry.Kind.ContentType,
        isPicture = !entry.IsFolder && entry.Kind.Use == MediaUse.Picture,
        url = entry.IsFolder ? null : http.Request.PathBase + MediaPath.Address(entry.Path)[1..],
    };
}
