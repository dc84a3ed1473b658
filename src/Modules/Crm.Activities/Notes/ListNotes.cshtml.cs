using Crm.Activities.Rights;
using Crm.Contacts.Choose;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Notes;

/// <summary>Notes and ideas: a box to write one in, those that nobody has attached yet, and all of them.</summary>
[Right(ActivitiesPermissions.ViewOwnNotes)]
internal sealed class ListNotes(
    NoteList list, WriteNotes write, ContactChoices contacts, IContentManager content, ISession session, Kernel.Security.Rights rights, IStringLocalizer<ListNotes> s) : PageModel
{
    private const int Size = 50;

    /// <summary>Whether those are shown too that are attached.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>Whom a new note is about.</summary>
    [BindProperty(SupportsGet = true)]
    public string? About { get; set; }

    /// <summary>What was typed, when it could not be written.</summary>
    public string? Text { get; private set; }

    public IReadOnlyList<NoteLine> Lines { get; private set; } = [];

    public string? Next { get; private set; }

    public bool MayWrite { get; private set; }

    public async Task OnGetAsync(string? after, CancellationToken cancellationToken)
    {
        MayWrite = await rights.HoldsAsync(User, ActivitiesPermissions.EditOwnNotes);
        var page = await list.ReadAsync(User, All ? null : "", after, Size, cancellationToken);
        (Lines, Next) = (page.Lines, page.Next);
    }

    /// <summary>Contacts to choose from while typing.</summary>
    public async Task<IActionResult> OnGetFindAsync(string? q, CancellationToken cancellationToken)
        => Partial("/Crm.Activities/Notes/_Found.cshtml", await contacts.FindAsync(User, q, cancellationToken));

    [Right(ActivitiesPermissions.EditOwnNotes)]
    public async Task<IActionResult> OnPostWriteAsync(string? text, string? kind, CancellationToken cancellationToken)
    {
        if (await write.FaultAsync(User, text, kind, About) is { } fault)
        {
            ModelState.AddModelError("text", fault);
            Text = text;
            await OnGetAsync(null, cancellationToken);
            return Page();
        }

        await write.WriteAsync(text!, kind, About);
        this.Toast(s["It is noted."]);
        return Redirect(Url.Content("~/admin/notes"));
    }

    [Right(ActivitiesPermissions.EditOwnNotes)]
    public async Task<IActionResult> OnPostAttachAsync(string note, string? about)
    {
        if (await write.FindAsync(User, note, CommonPermissions.EditContent) is not { } item || !await write.AttachAsync(User, item, about))
        {
            return NotFound();
        }

        this.Toast(s["The note is attached."]);
        return Redirect(Url.Content("~/admin/notes"));
    }

    [Right(ActivitiesPermissions.DeleteOwnNotes)]
    public async Task<IActionResult> OnPostDeleteAsync(string note)
    {
        if (await write.FindAsync(User, note, CommonPermissions.DeleteContent) is not { } item)
        {
            return NotFound();
        }

        await content.RemoveAsync(item);
        this.Toast(s["The note is in the trash."], $"~/admin/notes?handler=Restore&note={note}");
        return Redirect(Url.Content("~/admin/notes"));
    }

    [Right(ActivitiesPermissions.DeleteOwnNotes)]
    public async Task<IActionResult> OnPostRestoreAsync(string note)
    {
        if (await session.Query<ContentItem, ContentItemIndex>(index => index.ContentItemId == note).FirstOrDefaultAsync() is not { ContentType: ActivityTypes.Note } item
            || !await rights.HoldsAsync(User, CommonPermissions.DeleteContent, item))
        {
            return NotFound();
        }

        if (item is { Latest: false, Published: false })
        {
            await content.RestoreAsync(item);
        }

        this.Toast(s["The note is back."]);
        return Redirect(Url.Content("~/admin/notes"));
    }
}
