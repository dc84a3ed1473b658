using Crm.Attachments.Files;
using Crm.Contacts.Choose;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Files;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Attachments.Panel;

/// <summary>All files of a contact and its deleted ones; what the panel's forms are sent to.</summary>
[Right(ContactsPermissions.ViewOwn)]
[RequestSizeLimit(MaxBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxBytes)]
internal sealed class ListFiles(AttachmentGate gate, AttachmentList list, ChangeAttachments change, ContactChoices contacts, ISiteService sites, IStringLocalizer<ListFiles> s) : PageModel
{
    // Of all files of one form together; each has its own limit, which is a setting.
    private const long MaxBytes = 1024L * 1024 * 1024;

    public ContactChoice Contact { get; private set; } = null!;

    public FilesOfContact Files { get; private set; } = null!;

    public IReadOnlyList<AttachmentLine> Trash { get; private set; } = [];

    /// <summary>Whether an act leads back here; to the contact's page when not.</summary>
    [BindProperty(SupportsGet = true, Name = "all")]
    public bool All { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, string? after, CancellationToken cancellationToken)
    {
        All = true;
        if (await LinesAsync(id, after, cancellationToken) is not { } lines)
        {
            return NotFound();
        }

        Contact = (await contacts.OfAsync(User, [id]))[id];
        Files = new FilesOfContact(lines, (await sites.GetSiteSettingsAsync()).As<MediaSettings>(), HasTrash: false);
        Trash = lines.MayEdit ? await list.TrashAsync(id, cancellationToken) : [];
        return Page();
    }

    /// <summary>The next lines.</summary>
    public async Task<IActionResult> OnGetMoreAsync(string id, string? after, CancellationToken cancellationToken)
        => await LinesAsync(id, after, cancellationToken) is { } lines ? Partial("/Crm.Attachments/Panel/_Lines.cshtml", lines) : NotFound();

    /// <summary>Takes files in, each by itself: what is refused is said, and the others are kept.</summary>
    [Right(ContactsPermissions.EditOwn)]
    public async Task<IActionResult> OnPostAddAsync(string id, List<IFormFile>? files, CancellationToken cancellationToken)
    {
        if (await gate.ContactAsync(User, id, CommonPermissions.EditContent) is not { } contact)
        {
            return NotFound();
        }

        var added = 0;
        foreach (var file in files ?? [])
        {
            try
            {
                await using var content = file.OpenReadStream();
                await change.AddAsync(contact.ContentItemId, file.FileName, content, null, file.Length, cancellationToken);
                added++;
            }
            catch (MediaRefusedException refusal)
            {
                this.Toast(refusal.Message, tone: "bad");
            }
        }

        if (added > 0)
        {
            this.Toast(s.Plural(added, "1 file added.", "{0} files added."));
        }
        else if (files is null or [])
        {
            this.Toast(s["Choose a file."], tone: "bad");
        }

        return await BackAsync(id);
    }

    /// <summary>Name and note.</summary>
    [Right(ContactsPermissions.EditOwn)]
    public Task<IActionResult> OnPostDescribeAsync(string id, string attachment, string? name, string? note) => ActAsync(id, attachment, async file =>
    {
        try
        {
            await change.DescribeAsync(file, name, note);
            this.Toast(s["Saved."]);
        }
        catch (MediaRefusedException refusal)
        {
            this.Toast(refusal.Message, tone: "bad");
        }
    });

    /// <summary>To the trash.</summary>
    [Right(ContactsPermissions.EditOwn)]
    public Task<IActionResult> OnPostDeleteAsync(string id, string attachment) => ActAsync(id, attachment, async file =>
    {
        await change.RemoveAsync(file);
        this.Toast(s["“{0}” is in the trash.", file.Name], new FileLines(id, new AttachmentPage([], null), MayEdit: true, All).Act("Restore", attachment));
    });

    /// <summary>Back from the trash.</summary>
    [Right(ContactsPermissions.EditOwn)]
    public Task<IActionResult> OnPostRestoreAsync(string id, string attachment) => ActAsync(id, attachment, async file =>
    {
        await change.RestoreAsync(file);
        this.Toast(s["“{0}” is back.", file.Name]);
    }, inTrash: true);

    private async Task<FileLines?> LinesAsync(string id, string? after, CancellationToken cancellationToken)
        => await gate.ContactAsync(User, id) is { } contact
            ? new FileLines(id, await list.ReadAsync(id, after, ContactFiles.Size, cancellationToken), await gate.MayAsync(User, contact, CommonPermissions.EditContent), All) : null;

    private async Task<IActionResult> ActAsync(string id, string attachment, Func<Attachment, Task> act, bool inTrash = false)
    {
        var found = inTrash ? await gate.FindAnyAsync(User, attachment, CommonPermissions.EditContent) : await gate.FindAsync(User, attachment, CommonPermissions.EditContent);
        if (found is not { } file || file.ContactId != id)
        {
            return NotFound();
        }

        await act(file);
        return await BackAsync(id);
    }

    private async Task<IActionResult> BackAsync(string id)
        => Redirect(Url.Content(All ? $"~/admin/contacts/{id}/attachments" : $"~{(await contacts.OfAsync(User, [id]))[id].Address}#panel-files"));
}
