using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Intake;

/// <summary>A mail that nobody was found for: somebody says whose it is, or throws it away.</summary>
[Right(EmailPermissions.HandleIncoming)]
internal sealed class ViewReceived(ReceivedList list, IContentManager content, MergedInto merged, Visible visible, Rights rights, IStringLocalizer<ViewReceived> s) : PageModel
{
    public ReceivedMail Mail { get; private set; } = null!;

    /// <summary>Whose it seems to be, when the reader may see them; null for nobody.</summary>
    public (string Id, string Name)? Seems { get; private set; }

    public bool HasBytes { get; private set; }

    public async Task<IActionResult> OnGetAsync(string received, CancellationToken cancellationToken) => await LoadAsync(received, cancellationToken) ? Page() : NotFound();

    /// <summary>It is from that person.</summary>
    /// <param name="person">An id, or the address of the person's page.</param>
    public async Task<IActionResult> OnPostAttachAsync(string received, string? person, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(received, cancellationToken))
        {
            return NotFound();
        }

        var id = (person ?? "").Trim().TrimEnd('/').Split('/', '?')[^1];
        if (await SeenAsync(id, cancellationToken) is not { } found)
        {
            ModelState.AddModelError("person", s["There is no such person."]);
            return Page();
        }

        var isDone = await list.AttachAsync(Mail, found.Id, cancellationToken);
        this.Toast(isDone ? s["It is on their timeline."] : s["Somebody was quicker: it is no longer here."], tone: isDone ? "good" : "bad");
        return Redirect(Url.Content(isDone ? $"~/admin/people/{found.Id}" : "~/admin/mail-in"));
    }

    /// <summary>Into the trash.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string received, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(received, cancellationToken))
        {
            return NotFound();
        }

        await list.PlaceAsync(Mail, isRemoved: true, cancellationToken);
        this.Toast(s["The mail is in the trash."], undo: $"~/admin/mail-in?handler=Restore&received={received}");
        return Redirect(Url.Content("~/admin/mail-in"));
    }

    private async Task<bool> LoadAsync(string received, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(received, cancellationToken) is not { } mail)
        {
            return false;
        }

        (Mail, HasBytes) = (mail, await list.BytesAsync(mail, cancellationToken) is not null);
        Seems = mail.PersonId.Length > 0 ? await SeenAsync(mail.PersonId, cancellationToken) : null;
        return true;
    }

    private async Task<(string Id, string Name)?> SeenAsync(string id, CancellationToken cancellationToken)
    {
        var person = id.Length == 0 ? null : await content.GetAsync(await merged.FindAsync(id, cancellationToken) ?? id, VersionOptions.Latest);
        return person is { ContentType: ContactTypes.Person } && await rights.HoldsAsync(User, CommonPermissions.ViewContent, person) ? (person.ContentItemId, (await visible.ForAsync(User)).NameOf(person) ?? "") : null;
    }
}
