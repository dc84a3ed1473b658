using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Crm.Activities.Notes;

/// <summary><c>/api/notes</c>: the acts of the screen, under the same rights and rules.</summary>
internal static class NotesEndpoint
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    /// <summary>Notes, the newest first.</summary>
    /// <param name="unattached">Only those that nobody has attached yet.</param>
    /// <param name="about">Only those about that contact.</param>
    public static async Task<IResult> ListAsync(bool? unattached, string? about, string? after, int? take, ClaimsPrincipal user, NoteList list, CancellationToken cancellationToken)
    {
        var page = await list.ReadAsync(user, unattached is true ? "" : about, after, Math.Clamp(take ?? Usual, 1, MaxTake), cancellationToken);
        return Results.Json(new NotesPage([.. page.Lines.Select(line => new NoteSummary(line.Id, line.Kind, line.Text, line.CreatedUtc, line.About?.Id))], page.Next));
    }

    public static async Task<IResult> WriteAsync(NoteDraft draft, ClaimsPrincipal user, WriteNotes write)
    {
        if (await write.FaultAsync(user, draft.Text, draft.Kind, draft.AboutId) is { } fault)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["text"] = [fault] }, title: fault);
        }

        var item = await write.WriteAsync(draft.Text!, draft.Kind, draft.AboutId);
        return Results.Json(new NoteWritten(item.ContentItemId), statusCode: StatusCodes.Status201Created);
    }

    /// <param name="about">The contact; nobody when left out.</param>
    public static async Task<IResult> AttachAsync(string id, string? about, ClaimsPrincipal user, WriteNotes write)
        => await write.FindAsync(user, id, CommonPermissions.EditContent) is { } item && await write.AttachAsync(user, item, about) ? Results.NoContent() : Results.NotFound();

    /// <summary>To the trash.</summary>
    public static async Task<IResult> DeleteAsync(string id, ClaimsPrincipal user, WriteNotes write, IContentManager content)
    {
        if (await write.FindAsync(user, id, CommonPermissions.DeleteContent) is not { } item)
        {
            return Results.NotFound();
        }

        await content.RemoveAsync(item);
        return Results.NoContent();
    }
}

/// <summary>What somebody says of a note.</summary>
internal sealed record NoteDraft(string? Text, string? Kind, string? AboutId);

/// <summary>A page; the place is null at the end.</summary>
internal sealed record NotesPage(IReadOnlyList<NoteSummary> Items, string? Next);

/// <summary>A note as lists show it.</summary>
internal sealed record NoteSummary(string ContentItemId, string Kind, string Text, DateTime CreatedUtc, string? AboutId);

/// <summary>The id of a new note.</summary>
internal sealed record NoteWritten(string ContentItemId);
