using Crm.Attachments.Files;
using Crm.Contacts.Panels;
using Crm.Kernel.Files;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Attachments.Panel;

/// <summary>The files of a contact, on its page: the newest ones, and where others are put.</summary>
internal sealed class ContactFiles(AttachmentList list, ISiteService sites, IStringLocalizer<ContactFiles> s) : IContactPanel
{
    /// <summary>How many are shown at once.</summary>
    public const int Size = 10;

    public string Name => "files";

    public string Title => s["Files"];

    public string Position => "20";

    public string View => "/Crm.Attachments/Panel/_Files.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var id = context.Contact.ContentItemId;
        return new FilesOfContact(
            new FileLines(id, await list.ReadAsync(id, null, Size, cancellationToken), context.MayEdit, WithTrash: false), (await sites.GetSiteSettingsAsync()).As<MediaSettings>(),
            context.MayEdit && await list.HasTrashAsync(id, cancellationToken));
    }
}

/// <summary>What the panel shows.</summary>
internal sealed record FilesOfContact(FileLines Files, MediaSettings Limits, bool HasTrash);

/// <summary>Lines of files.</summary>
/// <param name="WithTrash">Whether they stand on the page that shows the trash too: an act leads back there.</param>
internal sealed record FileLines(string ContactId, AttachmentPage Page, bool MayEdit, bool WithTrash)
{
    /// <summary>Where an act on one is sent.</summary>
    public string Act(string handler, string? attachment = null)
        => $"~/admin/contacts/{ContactId}/attachments?handler={handler}{(attachment is null ? "" : $"&attachment={attachment}")}{(WithTrash ? "&all=true" : "")}";
}
