using System.Security.Claims;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Attachments.Files;

/// <summary>Whose files a user may have: those of the contacts whose record he may see; he changes them where he may change the record.</summary>
internal sealed class AttachmentGate(IContentManager content, ISession session, Rights rights)
{
    /// <summary>The contact that is not in the trash, when the user holds the right on it; else null, so that nobody learns of what he may not see.</summary>
    /// <param name="permission">One of the kernel's rights on content; to view when null.</param>
    public async Task<ContentItem?> ContactAsync(ClaimsPrincipal user, string contactId, Permission? permission = null)
        => await content.GetAsync(contactId, VersionOptions.Latest) is { ContentType: ContactTypes.Person or ContactTypes.Household or ContactTypes.Organisation } item
            && await MayAsync(user, item, permission ?? CommonPermissions.ViewContent) ? item : null;

    /// <summary>The attachment that is not in the trash, when the user holds the right on its contact; else null.</summary>
    public async Task<Attachment?> FindAsync(ClaimsPrincipal user, string id, Permission? permission = null)
        => await FindAnyAsync(user, id, permission) is { RemovedUtc: null } attachment ? attachment : null;

    /// <summary>The same, in the trash or not.</summary>
    public async Task<Attachment?> FindAnyAsync(ClaimsPrincipal user, string id, Permission? permission = null)
        => await session.Query<Attachment, AttachmentIndex>(row => row.AttachmentId == id).FirstOrDefaultAsync() is { } attachment && await ContactAsync(user, attachment.ContactId, permission) is not null ? attachment : null;

    /// <summary>Whether the user holds the right on the contact.</summary>
    public Task<bool> MayAsync(ClaimsPrincipal user, ContentItem contact, Permission permission) => rights.HoldsAsync(user, permission, contact);
}
